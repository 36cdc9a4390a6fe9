// Text is looked over while it is typed: names, numbers and addresses are shown before anything is sent.
// The server renders what it found; without scripts the same check answers when the form is sent.
import type { Htmx } from "./types";

const timers = new WeakMap<Element, number>();
const latest = new WeakMap<Element, AbortController>();

async function ask(field: HTMLTextAreaElement, url: string, region: Element): Promise<void> {
  latest.get(field)?.abort();
  const turn = new AbortController();
  latest.set(field, turn);
  const token = field.form?.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  const body = new URLSearchParams({ text: field.value, field: field.name, csrfmiddlewaretoken: token });
  const headers = { "HX-Request": "true", Accept: "text/html" };
  try {
    const answer = await fetch(url, { method: "POST", body, headers, signal: turn.signal, redirect: "error" });
    if (!answer.ok) return;
    const htmx = (window as unknown as { htmx: Htmx }).htmx;
    const text = (await answer.text()).trim();
    // htmx does not swap nothing in; an empty answer means that nothing was found.
    if (text) await htmx.swap({ text, target: region, sourceElement: field, swap: "innerHTML" });
    else region.replaceChildren();
  } catch {
    // The check when the form is sent is the one that counts.
  }
}

export function startScreening(): void {
  document.addEventListener("input", (e) => {
    const field = e.target as HTMLTextAreaElement;
    const url = field.dataset?.screenUrl;
    const region = url && document.getElementById(`${field.id}-screen`);
    if (!url || !region) return;
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => void ask(field, url, region), 600));
  });
}
