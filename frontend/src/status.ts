// One line of status for everybody, read aloud by a screen reader (role=status).
import type { Words } from "./types";

let clear = 0;

export const words: Words = JSON.parse(document.getElementById("words")?.textContent ?? "{}") as Words;

export function fill(key: string, values: Record<string, string | number> = {}): string {
  return (words[key] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

// shown: news for everybody. What the eye has seen already, such as which page this is, is only read aloud.
export function say(text: string, shown = true): void {
  const line = document.getElementById("status");
  if (!line || !text) return;
  clearTimeout(clear);
  line.textContent = "";
  line.classList.toggle("vh", !shown);
  // A region that was just put on the page is not read; a tick later it is.
  setTimeout(() => (line.textContent = text), 60);
  clear = setTimeout(() => (line.textContent = ""), 10_000);
}
