// The one loader of every page. Everything here improves a page that already works without it.
import { startClocks } from "./clock";
import { startIdle } from "./idle";
import { startListKeys } from "./list";
import { loadModules } from "./modules";
import { startScreening } from "./screening";
import { startSwaps } from "./swaps";

const read = new WeakSet<Element>();

function settle(): void {
  const errors = document.getElementById("errors");
  // Once for each summary: a later swap elsewhere must not pull the focus out of the field being mended.
  if (errors && !read.has(errors)) {
    read.add(errors);
    errors.focus();
  }
  loadModules();
}

startSwaps();
startListKeys();
startClocks();
startIdle();
startScreening();
settle();
document.addEventListener("htmx:after:swap", settle);
document.addEventListener("click", (e) => {
  if ((e.target as Element).closest?.("[data-print]")) print();
});
