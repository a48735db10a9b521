// <shoebox-chat>: what goes between the page, the line and the thread.
// Attributes: token (a host's signed word on who this is), language, direction, theme (light, dark), open.

import { Api } from "./api.js";
import { houseLook, saveFile, sheet } from "./dom.js";
import { Keep, newToken } from "./keep.js";
import { Line } from "./line.js";
import { Outgoing } from "./outgoing.js";
import { Panel } from "./panel.js";
import { Thread } from "./thread.js";
import { transcriptText } from "./transcript.js";
import { Words } from "./words.js";

const TYPING_EVERY = 3000;
const ALONE_WITH_MACHINE = { owner: "assistant", name: null, place: null };

export class ShoeboxChat extends HTMLElement {
  static observedAttributes = ["language", "token"];

  constructor() {
    super();
    this.root = this.attachShadow({ mode: "open" });
    this.sheets = [sheet(SHEETS.tokens), sheet(SHEETS.chat)];
    this.base = new URL(".", BASE);
    this.thread = new Thread();
    this.keep = new Keep();
    this.api = new Api(this.base, () => this.#bearer);
    this.standing = ALONE_WITH_MACHINE;
    this.session = null;
  }

  async connectedCallback() {
    this.line = new Line(socketAddress(this.base), {
      hello: () => this.#hello(), heard: (frame) => this.#heard(frame), changed: (state) => this.#lineChanged(state),
    });
    this.outgoing = new Outgoing(this.thread, this.keep, this.line, this.api, {
      changed: () => this.#draw(), words: () => this.words, tell: (sentence) => this.panel.tell(sentence),
    });
    this.unwatch = this.keep.watch({ begun: () => this.#join(), ended: () => this.#leave() });
    this.seeing = () => this.#count();
    document.addEventListener("visibilitychange", this.seeing);
    const resumed = this.keep.token !== null;
    await this.#speak((resumed && this.keep.language) || this.getAttribute("language") || document.documentElement.lang);
    if (!this.isConnected || !this.panel) return;
    this.#restore();
    if (this.hasAttribute("open") || (resumed && this.keep.open)) this.panel.unfold();
  }

  disconnectedCallback() {
    this.unwatch();
    document.removeEventListener("visibilitychange", this.seeing);
    this.line.end();
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.panel) return;
    if (name === "language") this.#speak(now);
    if (name === "token" && accountOf(before) !== accountOf(now)) this.#changeAccount();
  }

  // ---- who this is -------------------------------------------------------------------------------------------

  get #account() {
    return accountOf(this.getAttribute("token"));
  }

  get #bearer() {
    return this.#account ? this.session : this.keep.token;
  }

  #hello() {
    return {
      type: "hello", token: this.#bearer, after: this.thread.last, language: this.words.language,
      site_token: this.#account && !this.session ? this.getAttribute("token") : null,
      gpc: navigator.globalPrivacyControl === true,
    };
  }

  /** An earlier visit, or the host's own customer, is picked up; a stranger causes no request at all. */
  #restore() {
    const account = this.#account;
    this.session = this.keep.sessionOf(account);
    if (!account && !this.keep.token) return;
    this.outgoing.restore();
    this.line.open();
  }

  /** Another customer signed in or out on this page: nothing of the one before stays. */
  #changeAccount() {
    this.line.close();
    this.#empty();
    this.panel.show("talk");
    this.#restore();
  }

  /** Another tab began the conversation. */
  #join() {
    if (this.#account || this.thread.items.length) return;
    this.keep.begin();
    this.line.close();
    this.line.open();
  }

  /** Another tab ended it. */
  #leave() {
    if (!this.#account && this.thread.items.length) this.#wipe(null);
  }

  // ---- what is heard -----------------------------------------------------------------------------------------

  #heard(frame) {
    const hear = {
      welcome: () => this.#welcomed(frame),
      items: () => this.#take(frame.items),
      stored: () => this.#stored(frame),
      refused: () => this.outgoing.failed(frame.id, frame.detail),
      typing: () => this.#typing(frame.who),
      owner: () => this.#owned(frame),
      forgotten: () => this.#wipe(frame.receipt, frame.words),
      error: () => this.panel.tell(frame.detail),
    }[frame.type];
    hear?.();
  }

  #welcomed(frame) {
    const { owner, name, place, known, items, session } = frame;
    if (session && this.#account) this.#keepSession(session);
    if (!known && this.thread.items.length) return this.#wipe(null); // erased while this tab was away
    this.standing = { owner, name, place };
    this.panel.showStanding(this.standing);
    this.#take(items, { aloud: this.thread.items.length > 0 });
    this.outgoing.sendAgain();
    return undefined;
  }

  #keepSession(session) {
    this.session = session;
    this.keep.keepSession(this.#account, session);
  }

  /** What is heard is shown, spoken once, and counted while the panel is folded. */
  #take(items, { aloud = true } = {}) {
    const theirs = this.thread.take(items).filter((item) => item.from !== "customer");
    if (theirs.length) this.panel.transcript.hideTyping();
    this.#draw();
    if (aloud) for (const item of theirs) this.panel.announce(item);
    this.#count();
  }

  #stored({ id, item }) {
    this.outgoing.stored(id, item);
    if (!this.#account) this.keep.begun();
    this.#count();
    if (this.standing.owner === "assistant" && this.thread.items.at(-1).from === "customer") this.#typing("machine");
  }

  #typing(who) {
    const name = this.standing.name ?? this.words.say("person");
    this.panel.transcript.showTyping(who === "person" ? this.words.say("typing_person", { name }) : this.words.say("typing_machine"));
  }

  #owned({ owner, name, place }) {
    const before = this.standing.owner;
    this.standing = { owner, name, place };
    this.panel.showStanding(this.standing);
    if (owner === before) return;
    if (owner === "agent") this.panel.tell(this.words.say("joined", { name }));
    if (owner === "assistant") this.panel.tell(this.words.say("returned"));
  }

  #lineChanged(state) {
    const lost = state === "lost" || state === "refused";
    if (lost) this.outgoing.hold();
    if (lost) this.panel.showConnection(state === "lost" ? "offline" : "refused");
    if (state === "open" || state === "closed") this.panel.showConnection(null);
  }

  // ---- what is written ---------------------------------------------------------------------------------------

  /** Shows the customer's words at once and sends them; they are never lost, and never sent twice. */
  say(text, { choice = null, files = [] } = {}) {
    this.#begin();
    const sent = this.outgoing.send(text, choice, files);
    this.panel.transcript.scrollToEnd();
    return sent;
  }

  /** The first message is where this browser begins to keep something. */
  #begin() {
    this.keep.begin();
    if (!this.#account && !this.keep.token) this.keep.token = newToken();
    this.keep.open = this.panel.unfolded;
    this.line.open();
  }

  #retry(id) {
    this.panel.composer.focus();
    this.line.open();
    return this.outgoing.retry(id);
  }

  #typed() {
    const now = Date.now();
    if (now - (this.typedAt ?? 0) < TYPING_EVERY) return;
    this.typedAt = now;
    this.line.send({ type: "typing" });
  }

  #askPerson() {
    if (this.standing.owner !== "assistant") return;
    this.panel.show("talk");
    this.say(this.words.say("person_line"), { choice: "person" });
  }

  // ---- forgetting --------------------------------------------------------------------------------------------

  /** After an erasure nothing of the conversation stays, on the page or in the browser. */
  #wipe(receipt, words = []) {
    if (!receipt && !this.#bearer && !this.thread.items.length) return; // this tab has heard of it already
    this.line.close();
    this.keep.clear();
    this.session = null;
    this.#empty();
    this.panel.showReceipt(receipt ?? null, words);
  }

  #empty() {
    this.thread.clear();
    this.panel.transcript.clear();
    this.standing = ALONE_WITH_MACHINE;
    this.panel.showStanding(this.standing);
    this.#draw();
    this.#count();
  }

  // ---- the page ----------------------------------------------------------------------------------------------

  async #speak(language) {
    const words = await Words.load(this.base, language).catch(() => null);
    if (!words) return; // without words there is nothing to show: the host's page stays as it is
    this.words = words;
    this.root.adoptedStyleSheets = [...this.sheets, houseLook(words.house)];
    this.api.language = words.language;
    this.lang = words.language;
    this.dir = this.getAttribute("direction") ?? words.direction;
    this.#build();
  }

  #build() {
    const { unfolded = false, view = "talk", composer } = this.panel ?? {};
    this.panel = new Panel(this.words, this.api, {
      say: (text, more) => this.say(text, more), retry: (id) => this.#retry(id), typed: () => this.#typed(),
      askPerson: () => this.#askPerson(), fetchFile: (file) => this.api.fileContent(file.id),
      forgotten: (receipt) => this.#wipe(receipt), chooseLanguage: (code) => this.#chooseLanguage(code),
      saveTranscript: () => this.#saveTranscript(), folded: (isFolded) => this.#folded(isFolded),
    });
    this.panel.composer.text = composer?.text ?? "";
    this.root.replaceChildren(...this.panel.nodes);
    this.panel.showStanding(this.standing);
    this.#draw();
    this.#count();
    this.panel.show(view);
    if (view === "know") this.panel.know.load();
    if (unfolded) this.panel.unfold();
  }

  async #chooseLanguage(code) {
    this.keep.language = code;
    await this.#speak(code);
    this.panel.menuButton.focus();
  }

  #folded(isFolded) {
    this.keep.open = !isFolded;
    this.toggleAttribute("unfolded", !isFolded);
    this.#count();
  }

  #saveTranscript() {
    if (!this.thread.items.length) return false;
    saveFile(`${this.words.say("transcript_file")}.txt`, transcriptText(this.thread, this.words), "text/plain");
    return true;
  }

  #draw() {
    this.panel.transcript.draw(this.thread);
  }

  #count() {
    if (this.panel.unfolded && document.visibilityState === "visible") this.keep.seen = this.thread.last;
    this.panel.showUnread(this.thread.items.filter((item) => item.from !== "customer" && item.seq > this.keep.seen).length);
  }
}

function socketAddress(base) {
  const address = new URL("chat/socket", base);
  address.protocol = base.protocol === "https:" ? "wss:" : "ws:";
  return address;
}

/** Whose token this is, read without trust: the server alone decides; here it only keeps two people apart. */
function accountOf(token) {
  if (!token) return null;
  try {
    return JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).sub;
  } catch {
    return null;
  }
}
