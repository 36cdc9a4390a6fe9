declare module "htmx.org/dist/htmx.esm.js";
declare module "htmx.org/dist/ext/hx-csp.js";

// The Navigation API, as far as leaving needs it; browsers without it are caught.
declare const navigation: {
  entries(): { sameDocument: boolean }[];
  currentEntry: { index: number } | null;
};
