// Keys of a list. They act only while focus is inside it (WCAG 2.1.4) and one switch turns them off.
const LETTERS: Record<string, string> = { t: "t", n: "n", a: "a", h: "h" };

function rowsOf(list: Element): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>("[data-row]")];
}

function step(list: Element, item: Element | null, by: number): void {
  const rows = rowsOf(list);
  const here = rows.findIndex((row) => item?.contains(row));
  rows[Math.min(Math.max(here + by, 0), rows.length - 1)]?.focus();
}

function typing(target: Element): boolean {
  return target.matches("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
}

function act(key: string, list: Element, item: Element | null): boolean {
  if (key === "ArrowDown" || key === "j") step(list, item, 1);
  else if (key === "ArrowUp" || key === "k") step(list, item, -1);
  else if (key === "/") document.querySelector<HTMLElement>("[data-filter]")?.focus();
  else if (key === "?") document.querySelector<HTMLElement>("[data-keys-help]")?.click();
  else if (LETTERS[key] && item) return press(item, key);
  else return false;
  return true;
}

// A letter presses the control that already stands in the row: what is not there cannot be pressed.
function press(item: Element, key: string): boolean {
  const control = item.querySelector<HTMLElement>(`[data-key="${key}"]`);
  control?.click();
  return Boolean(control);
}

export function startListKeys(): void {
  document.addEventListener("keydown", (e) => {
    const target = e.target as Element;
    const list = target.closest?.("[data-list]");
    if (!list || e.ctrlKey || e.metaKey || e.altKey || typing(target)) return;
    if (document.documentElement.dataset.keys === "off") return;
    const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
    if (act(key, list, target.closest("[data-item]"))) e.preventDefault();
  });
}
