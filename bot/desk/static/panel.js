// A part of the page that follows what the page knows for as long as it stands there.

import { state } from "./state.js";

export class Panel extends HTMLElement {
  #left = new AbortController();
  #timers = [];

  /** Calls `act` with the event whenever one of these is said. */
  follow(kinds, act) {
    for (const kind of kinds) state.addEventListener(kind, act, { signal: this.#left.signal });
  }

  /** Calls `act` every so many milliseconds while somebody looks. */
  every(milliseconds, act) {
    this.#timers.push(setInterval(() => document.visibilityState === "visible" && act(), milliseconds));
  }

  disconnectedCallback() {
    this.#left.abort();
    this.#timers.forEach(clearInterval);
  }
}
