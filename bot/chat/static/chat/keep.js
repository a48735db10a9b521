// What this browser keeps for the chat: nothing at all before the customer's first message.

const TOKEN = "shoebox:token";
const SEEN = "shoebox:seen";
const LANGUAGE = "shoebox:language";
const OPEN = "shoebox:open";
const UNSENT = "shoebox:unsent";
const SESSION = "shoebox:session";
const LASTING = [TOKEN, SEEN, LANGUAGE];
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

  /** The session that a host's token was exchanged for, if it is of the same account. */
  sessionOf(account) {
    const kept = JSON.parse(this.#read(SESSION) ?? "null");
    return kept && kept.account === account ? kept.session : null;
  }

  keepSession(account, session) {
    this.#write(SESSION, JSON.stringify({ account, session }));
  }

  dropSession() {
    this.#remove(SESSION);
    this.#remove(UNSENT);
  }

  /** Leaves nothing behind. */
  clear() {
    for (const key of [...LASTING, ...PASSING]) this.#remove(key);
    this.allowed = false;
  }

  /** Tells when another tab of this site began or ended the conversation. */
  watch(changed) {
    const listener = (event) => (event.key === TOKEN || event.key === null) && changed(this.token);
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
