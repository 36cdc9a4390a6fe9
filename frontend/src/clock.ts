// Clocks keep themselves right between two loads. The words are the server's; only the figures move.
import { fill, say, words } from "./status";

type State = "late" | "soon" | "ok";

export function spell(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  const d = Math.floor(minutes / 1440);
  const h = Math.floor((minutes % 1440) / 60);
  const m = minutes % 60;
  if (d) return fill("days", { d, h });
  if (h) return fill("hours", { h, m: String(m).padStart(2, "0") });
  return fill("minutes", { m });
}

export function stateAt(left: number): State {
  if (left <= 0) return "late";
  return left <= 3_600_000 ? "soon" : "ok";
}

function move(chip: HTMLElement, state: State): void {
  const before = chip.dataset.state as State;
  if (before === state) return;
  chip.dataset.state = state;
  chip.classList.replace(`chip-${before}`, `chip-${state}`);
  chip.querySelector("use")?.setAttribute("href", `#i-${state}`);
  const word = chip.querySelector("[data-word]");
  if (word) word.textContent = words[state] ?? "";
  if (state !== "late") return;
  const item = chip.closest("[data-item]");
  item?.classList.add("is-late");
  say(fill("became_late", { what: item?.querySelector("[data-row]")?.textContent ?? "" }));
}

export function refreshClocks(): void {
  for (const time of document.querySelectorAll<HTMLTimeElement>("time[data-clock]")) {
    const left = Date.parse(time.dateTime) - Date.now();
    const state = stateAt(left);
    const chip = time.closest<HTMLElement>("[data-state]");
    if (chip) move(chip, state);
    const text = fill(`${state}_in`, { time: spell(left) });
    if (text && time.textContent !== text) time.textContent = text;
  }
}

export function startClocks(): void {
  setInterval(refreshClocks, 30_000);
  document.addEventListener("visibilitychange", () => document.hidden || refreshClocks());
}
