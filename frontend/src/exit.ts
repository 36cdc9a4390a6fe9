// Leave and Hide. The first script in <head>, not deferred, needs nothing else on the page.
// What it must do, and why, stands in docs: eight cases, each driven in a real browser.
(() => {
  const doc = document;
  const root = doc.documentElement;
  let gone = false;
  let channel: BroadcastChannel | undefined;
  try {
    channel = new BroadcastChannel("screen");
  } catch {
    // An old browser has one tab to think of.
  }

  // The root is not drawn at all, so that an open dialog (top layer) is covered too.
  const cover = (): void => {
    const sheet = doc.createElement("div");
    sheet.className = "cover";
    (doc.body ?? root).append(sheet);
    root.style.display = "none";
    doc.title = "\u200b";
  };

  const out = (): void => {
    const to = root.dataset.neutral ?? "";
    location.replace(/^https?:\/\//.test(to) ? to : "about:blank");
  };

  // Boosted pages share one document: stepping back to its first entry first makes Back lead to where
  // the person came from, not into this site.
  const entriesBehind = (): number => {
    let count = 0;
    try {
      const all = navigation.entries();
      const here = navigation.currentEntry?.index ?? 0;
      for (let i = here - 1; i >= 0 && all[i]?.sameDocument; i--) count++;
    } catch {
      // No Navigation API: the neutral page replaces the last entry only.
    }
    return count;
  };

  const leave = (tell: boolean): void => {
    if (gone) return;
    gone = true;
    cover();
    if (tell) channel?.postMessage("leave");
    try {
      navigator.sendBeacon("/leave/");
    } catch {
      void fetch("/leave/", { method: "POST", keepalive: true });
    }
    const back = entriesBehind();
    if (!back) return out();
    addEventListener("popstate", (e) => (e.stopImmediatePropagation(), out()), { capture: true, once: true });
    history.go(-back);
    setTimeout(out, 250);
  };

  const hide = (tell: boolean): void => {
    cover();
    if (tell) channel?.postMessage("hide");
    // The other tabs ask the server again, once it has locked the session.
    else setTimeout(() => location.reload(), 1000);
  };

  if (channel) channel.onmessage = (e) => (e.data === "leave" ? leave(false) : hide(false));
  addEventListener("click", (e) => {
    if (!(e.target as Element).closest?.("[data-leave]")) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    leave(true);
  }, true);
  addEventListener("submit", (e) => (e.target as Element).matches("[data-hide]") && hide(true), true);
  addEventListener("pageshow", (e) => e.persisted && (cover(), location.reload()));
  // Nothing is put back on the screen of someone who is leaving.
  for (const name of ["htmx:before:history:restore", "htmx:before:request", "htmx:before:swap"]) {
    doc.addEventListener(name, (e) => gone && e.preventDefault(), true);
  }

  // Shift three times, left or right, alone: not in "ABC", not with a mouse, not from a screen keyboard.
  let presses = 0;
  let last = 0;
  let alone = false;
  const together = (): void => void (alone = false);
  addEventListener("pointerdown", together, true);
  addEventListener("keydown", (e) => {
    if (e.key !== "Shift" || !e.code || e.ctrlKey || e.altKey || e.metaKey) together();
    else if (!e.repeat) alone = true;
  }, true);
  addEventListener("keyup", (e) => {
    if (e.key !== "Shift" || root.dataset.shiftExit === "off") return;
    presses = !alone ? 0 : e.timeStamp - last < 1500 ? presses + 1 : 1;
    last = e.timeStamp;
    if (presses > 2) leave(true);
  }, true);
})();
