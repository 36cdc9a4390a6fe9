// After each htmx exchange: focus is never lost, one line says what happened, and a whole page is never
// squeezed into a row.
import { say, words } from "./status";
import type { HtmxEvent } from "./types";

let place: { list: Element | null; index: number; title: string } | null = null;

const unescape = (text: string): string => text.replaceAll("&amp;", "&").replaceAll("&#39;", "'");

// Another language, another theme, a new release of the scripts, or a page that brings its own scripts:
// the opening tag differs, so the page is loaded for real.
function differs(tag: string): boolean {
  const pairs = [...tag.matchAll(/([\w-]+)="([^"]*)"/g)];
  return pairs.some(([, name, value]) => document.documentElement.getAttribute(name ?? "") !== unescape(value ?? ""));
}

// Nobody asked for these: a look for news, a draft saved while typing. They stay silent and move nothing.
function quiet(e: HtmxEvent): boolean {
  return ["every", "input"].includes(e.detail.ctx.sourceEvent?.type ?? "");
}

function before(e: HtmxEvent): void {
  if (e.detail.ctx.sourceEvent?.type === "every" && document.hidden) e.preventDefault();
  if (quiet(e)) return;
  const item = e.detail.ctx.sourceElement.closest?.("[data-item]");
  const list = item?.closest("[data-list]") ?? null;
  const items = [...(list?.querySelectorAll("[data-item]") ?? [])];
  place = { list, index: item ? items.indexOf(item) : -1, title: document.title };
}

function answered(e: HtmxEvent): void {
  const { ctx } = e.detail;
  const tag = /^\s*(?:<!doctype html>)?\s*(<html[^>]*>)/i.exec(ctx.text)?.[1];
  const answer = ctx.response?.raw;
  if (!answer) return;
  // What was typed into a form that came back is worth more than a fresh load.
  const repeatable = answer.redirected || ctx.request.method === "GET";
  if (tag && repeatable && differs(tag)) {
    e.preventDefault();
    location.assign(answer.url);
  } else if (tag && ctx.target !== document.body) {
    ctx.target = document.body;
    ctx.swap = "innerHTML show:top";
    if (answer.redirected) ctx.push = "true";
  } else if (!tag && answer.status >= 500) {
    e.preventDefault();
    say(words.failed ?? "");
  }
}

function home(): HTMLElement | null {
  const list = place?.list?.isConnected ? place.list : null;
  if (!list) return document.querySelector<HTMLElement>("h1") ?? document.querySelector("main");
  const items = [...list.querySelectorAll<HTMLElement>("[data-item]")];
  const item = items[Math.min(place?.index ?? 0, items.length - 1)];
  return item?.querySelector("[data-row]") ?? (list as HTMLElement);
}

function after(e: HtmxEvent): void {
  if (quiet(e) || !place) return;
  const active = document.activeElement;
  if (!active || active === document.body) {
    const goal = home();
    if (goal?.matches("h1, main, [data-list]")) goal.tabIndex = -1;
    goal?.focus({ preventScroll: !place.list });
  }
  const note = document.querySelector<HTMLElement>("[data-say]");
  if (note?.dataset.say) say(note.dataset.say);
  else say(document.title === place.title ? (words.updated ?? "") : document.title, false);
  note?.removeAttribute("data-say");
  place = null;
}

export function startSwaps(): void {
  const on = (name: string, act: (e: HtmxEvent) => void): void =>
    document.addEventListener(name, (e) => act(e as HtmxEvent));
  on("htmx:before:request", before);
  on("htmx:after:request", answered);
  // The title is set after this event, so the line is written a moment later.
  on("htmx:after:swap", (e) => setTimeout(() => after(e), 0));
  on("htmx:error", () => say(words.failed ?? ""));
}
