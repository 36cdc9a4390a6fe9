// An unattended screen hides itself. It warns first; any sign of life, in any tab, starts the time anew.
import { fill } from "./status";

const WARN_BEFORE = 60_000;
let seen = Date.now();
let locking = false;

function lockForm(): HTMLFormElement | null {
  return document.querySelector("form[data-hide]");
}

export function hideScreen(): void {
  const form = lockForm();
  if (!form || locking) return;
  locking = true;
  form.requestSubmit();
}

function warn(left: number): void {
  const box = document.getElementById("idle");
  if (!box) return;
  box.hidden = left > WARN_BEFORE;
  const text = box.querySelector("[data-idle-text]");
  const line = fill("idle", { n: Math.max(1, Math.ceil(left / 1000 / 15) * 15) });
  if (!box.hidden && text && text.textContent !== line) text.textContent = line;
}

export function startIdle(): void {
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("alive") : null;
  let told = 0;
  const alive = (): void => {
    seen = Date.now();
    warn(Infinity);
    if (seen - told > 5000) tabs?.postMessage((told = seen));
  };
  if (tabs) tabs.onmessage = () => ((seen = Date.now()), warn(Infinity));
  for (const name of ["pointerdown", "keydown", "input", "wheel", "touchstart"]) {
    addEventListener(name, alive, { capture: true, passive: true });
  }
  // Wall clock, not a countdown: a laptop that slept for an hour locks when it wakes.
  const check = (): void => {
    const limit = Number(document.body.dataset.idleSeconds) * 1000;
    if (!limit) return;
    const left = seen + limit - Date.now();
    if (left <= 0) hideScreen();
    else warn(left);
  };
  setInterval(check, 5000);
  document.addEventListener("visibilitychange", check);
  addEventListener("keydown", (e) => {
    if (e.altKey && e.shiftKey && !e.ctrlKey && e.code === "KeyH") (e.preventDefault(), hideScreen());
  });
}
