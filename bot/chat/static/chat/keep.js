// What this browser keeps for the chat: nothing at all before the customer's first message.

const TOKEN = "shoebox:token";
const BEGUN = "shoebox:begun";
const SEEN = "shoebox:seen";
const LANGUAGE = "shoebox:language";
const OPEN = "shoebox:open";
const UNSENT = "shoebox:unsent";
const SESSION = "shoebox:session";
const LASTING = [TOKEN, BEGUN, SEEN, LANGUAGE];
const PASSING = [OPEN, UNSENT, SESSION];

/** 256 random bits as base64url: this browser's own name, known to nobody else. */
export function newToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** An id for one message, also where `crypto.randomUUID` is missing (pages without TLS). */
export function newMessageId() {
  return newToken().slice(0, 22);
}

export class Keep {
  constructor() {
    this.memory = new Map(); // serves where the browser refuses storage, and before the first message
    this.allowed = false;
  }

  /** Begins to keep: called with the first message, or where an earlier visit already kept a token. */
  begin() {
    this.allowed = true;
    for (const [key, value] of this.memory) this.#write(key, value);
  }

  /** The token of an earlier visit, or null. */
  get token() {
    const found = this.#read(TOKEN);
    if (found) this.allowed = true;
    return found;
  }

  set token(value) {
    this.#write(TOKEN, value);
  }

  get seen() {
    return Number(this.#read(SEEN) ?? 0);
  }

  set seen(seq) {
    this.#write(SEEN, String(seq));
  }

  get language() {
    return this.#read(LANGUAGE);
  }

  set language(code) {
    this.#write(LANGUAGE, code);
  }

  get open() {
    return this.#read(OPEN) === "yes";
  }

  set open(state) {
    this.#write(OPEN, state ? "yes" : "no");
  }

  get unsent() {
    return JSON.parse(this.#read(UNSENT) ?? "[]");
  }

  set unsent(messages) {
    this.#write(UNSENT, JSON.stringify(messages));
  }

  /** The session of this account (null: of nobody's); what another account left behind is dropped. */
  sessionOf(account) {
    const kept = JSON.parse(this.#read(SESSION) ?? "null");
    if (!kept) return null;
    if (kept.account === account) return kept.session;
    this.#remove(SESSION);
    this.#remove(UNSENT);
    return null;
  }

  keepSession(account, session) {
    this.#write(SESSION, JSON.stringify({ account, session }));
  }

  /** Leaves nothing behind. */
  clear() {
    for (const key of [...LASTING, ...PASSING]) this.#remove(key);
    this.allowed = false;
  }

  /** The house has stored the first message: only from here on can other tabs find the conversation. */
  begun() {
    this.#write(BEGUN, "yes");
  }

  /** Tells when another tab of this site began the conversation, or ended it. */
  watch({ begun, ended }) {
    const listener = ({ key, newValue }) => {
      if (key === BEGUN && newValue) begun();
      if ((key === TOKEN && !newValue) || key === null) ended();
    };
    addEventListener("storage", listener);
    return () => removeEventListener("storage", listener);
  }

  #place(key) {
    return LASTING.includes(key) ? localStorage : sessionStorage;
  }

  #read(key) {
    try {
      return this.#place(key).getItem(key) ?? this.memory.get(key) ?? null;
    } catch {
      return this.memory.get(key) ?? null;
    }
  }

  #write(key, value) {
    this.memory.set(key, value);
    if (!this.allowed) return;
    try {
      this.#place(key).setItem(key, value);
    } catch {
      // The browser refuses storage: the conversation lives as long as this page.
    }
  }

  #remove(key) {
    this.memory.delete(key);
    try {
      this.#place(key).removeItem(key);
    } catch {
      // Nothing was kept there.
    }
  }
}
