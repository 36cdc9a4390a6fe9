// Passkeys. A button with data-webauthn="create" or "get" asks the device, puts the answer into the hidden
// field "credential" of its form and sends the form. What to ask stands in the page
// (script[data-webauthn-options]) or, before sign-in, behind data-options-url.
type Data = Record<string, unknown>;
interface Options {
  publicKey: Data;
}

const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const toText = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

// Every member that the browser wants as bytes comes as text, and only these do.
function decoded(value: Data): Data {
  const known = (list: unknown): unknown =>
    (list as Data[] | undefined)?.map((entry) => ({ ...entry, id: toBytes(entry.id as string) }));
  const user = value.user as Data | undefined;
  return {
    ...value,
    challenge: toBytes(value.challenge as string),
    ...(user && { user: { ...user, id: toBytes(user.id as string) } }),
    ...(value.excludeCredentials ? { excludeCredentials: known(value.excludeCredentials) } : {}),
    ...(value.allowCredentials ? { allowCredentials: known(value.allowCredentials) } : {}),
  };
}

function encoded(credential: PublicKeyCredential): Data {
  const response: Data = {};
  const given = credential.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"] as const) {
    if (given[name]) response[name] = toText(given[name]);
  }
  if (given.getTransports) response.transports = given.getTransports();
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
    ...(credential.authenticatorAttachment && { authenticatorAttachment: credential.authenticatorAttachment }),
  };
}

async function options(button: HTMLElement): Promise<Options> {
  const url = button.dataset.optionsUrl;
  if (!url) return JSON.parse(document.querySelector("[data-webauthn-options]")?.textContent ?? "") as Options;
  return (await (await fetch(url, { headers: { Accept: "application/json" } })).json()) as Options;
}

async function ask(button: HTMLElement): Promise<Data> {
  const publicKey = decoded((await options(button)).publicKey) as never;
  const create = button.dataset.webauthn === "create";
  const answer = await (create ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
  return encoded(answer as PublicKeyCredential);
}

const answered = new WeakSet<HTMLFormElement>();

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const button = event.submitter;
  if (!button?.matches("[data-webauthn]") || answered.has(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const status = form.querySelector<HTMLElement>("[data-webauthn-status]");
  const say = (text = ""): void => void (status && (status.textContent = text));
  if (!("credentials" in navigator) || !("PublicKeyCredential" in window)) return say(status?.dataset.unsupported);
  say();
  ask(button).then(
    (credential) => {
      (form.elements.namedItem("credential") as HTMLInputElement).value = JSON.stringify(credential);
      answered.add(form);
      form.requestSubmit(button);
    },
    () => say(status?.dataset.failed),
  );
}, true);
