// What htmx may not do here, whatever an attribute says.
import type { Htmx, HtmxInternals } from "./types";

// hx-on, "js:" values and trigger filters would compile text into code. The policy of the page forbids it;
// this makes the refusal plain instead of a browser error in the middle of a request.
export function refuseEvaluation(): void {
  const htmx = (window as unknown as { htmx: Htmx }).htmx;
  const Refuse = function refuse(): never {
    throw new Error("Attributes hold no code here.");
  };
  htmx.registerExtension("concord", {
    init: (api: HtmxInternals) => api.initSecurity(null, Refuse, Refuse),
  });
}
