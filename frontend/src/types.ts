// The small part of htmx 4 that is used here.
export interface HtmxInternals {
  initSecurity(policy: null, sync: unknown, async: unknown): void;
}

export interface Htmx {
  registerExtension(name: string, extension: object): void;
  swap(what: { text: string; target: Element; sourceElement: Element; swap: string }): Promise<void>;
}

export interface Exchange {
  sourceElement: HTMLElement;
  sourceEvent?: Event;
  request: { method: string };
  target: Element | null;
  text: string;
  swap: string;
  push?: string | null;
  status: string;
  response?: { status: number; raw: Response };
}

export type HtmxEvent = CustomEvent<{ ctx: Exchange; error?: unknown }>;

// Sentences come translated from the page (script#words), so that nothing is said in two places.
export type Words = Record<string, string>;
