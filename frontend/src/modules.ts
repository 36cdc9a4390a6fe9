// Pages with a script of their own name it (data-module) and it is loaded once, from a fixed list.
// A swapped page carries no <script src>, so this is the only way in.
declare const MODULES: Record<string, string>; // name -> hashed file, written in by the build

interface ScriptPolicy {
  createScriptURL(url: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

const base = new URL(".", (document.currentScript as HTMLScriptElement | null)?.src ?? location.href);
const allowed = new Set(Object.values(MODULES).map((file) => new URL(file, base).href));

function literal(url: string): string {
  if (!allowed.has(url)) throw new TypeError(`Not one of our scripts: ${url}`);
  return url;
}

const factory = (window as unknown as { trustedTypes?: PolicyFactory }).trustedTypes;
const policy: ScriptPolicy = factory?.createPolicy("concord", { createScriptURL: literal }) ?? {
  createScriptURL: literal,
};
const loaded = new Set<string>();

export function loadModules(): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-module]")) {
    const file = MODULES[element.dataset.module ?? ""];
    if (!file || loaded.has(file)) continue;
    loaded.add(file);
    void import(String(policy.createScriptURL(new URL(file, base).href)));
  }
}
