// What the page knows. The house is the authority: everything here is read again whenever something has changed.

import { Offline, Refused, get, post, put } from "./api.js";
import { setHouseTime } from "./clocks.js";
import { keepUnsent, unsent } from "./keep.js";

const LEAVING = new Set(["return", "resolve", "transfer"]);

class State extends EventTarget {
  me = null;
  house = null;
  agents = [];
  waiting = [];
  mine = [];
  called = [];
  promises = [];
  approvals = [];
  canned = [];
  open = null;
  talks = new Map();
  looking = new Map();
  online = true;
  #looks = 0;
  #seen = 0;

  say(kind, detail = {}) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }

  /** Who is signed in; raises Refused when nobody is. */
  async start() {
    const { agent, house } = await get("me");
    this.me = agent;
    this.house = house;
    setHouseTime(house.now);
    const [agents, canned] = await Promise.all([get("agents"), get("canned")]);
    this.agents = agents.items;
    this.canned = canned.items;
    await this.readQueue();
    await this.readSides();
  }

  /** Nobody is signed in any more: what they could see is no longer here. */
  end() {
    this.me = null;
    this.agents = this.waiting = this.mine = this.called = this.promises = this.approvals = [];
    this.talks.clear();
    this.looking.clear();
  }

  get isSupervisor() {
    return this.me?.role === "supervisor";
  }

  async readQueue() {
    const look = ++this.#looks;
    const { items, mine, called } = await get("queue");
    if (look < this.#seen) return; // a later look was answered before this one
    this.#seen = look;
    const before = new Set(this.waiting.map((item) => item.conversation));
    this.waiting = items;
    this.mine = mine;
    this.called = called;
    this.say("queue", { fresh: items.filter((item) => !before.has(item.conversation)) });
    await this.#settle();
  }

  /** The case whose offer is open waits no more: it is fetched where it is ours, and else the talk says so. */
  async #settle() {
    const item = this.itemOf(this.open);
    if (!this.open || this.talks.has(this.open) || item?.owner === "waiting") return;
    if (item) return void (await this.show(this.open));
    this.talks.set(this.open, nothingYet("waits_no_more"));
    this.say("talk", { conversation: this.open });
  }

  async readSides() {
    this.promises = (await get("promises")).items;
    if (this.isSupervisor) this.approvals = (await get("gestures")).items;
    this.say("sides");
  }

  async readAgents() {
    this.agents = (await get("agents")).items;
    this.me = this.agents.find((agent) => agent.id === this.me?.id) ?? this.me;
    this.say("agents");
  }

  itemOf(conversation) {
    return [...this.mine, ...this.called, ...this.waiting].find((item) => item.conversation === conversation) ?? null;
  }

  /** Opens a conversation: its words and its brief are fetched where they may be seen. */
  async show(conversation) {
    this.open = conversation;
    this.say("open");
    const item = this.itemOf(conversation);
    if (item && item.owner === "waiting") return;
    await this.readTalk(conversation);
    await this.readBrief(conversation);
  }

  /** What was said since the last look; raises nothing, the talk says what went wrong. */
  async readTalk(conversation) {
    const talk = this.talks.get(conversation) ?? nothingYet();
    this.talks.set(conversation, talk);
    try {
      let view;
      do {
        view = await get(`conversations/${conversation}?after=${talk.after}`);
        talk.items.push(...view.items.filter((item) => item.seq > talk.after));
        talk.after = Math.max(talk.after, view.after);
      } while (view.items.length >= 200);
      Object.assign(talk, { standing: view, notes: view.notes, gestures: view.gestures, undelivered: view.undelivered, problem: null });
    } catch (error) {
      if (error instanceof Refused && error.status === 404) talk.problem = "gone";
      else if (error instanceof Refused && error.status === 403) talk.problem = "lost_it";
      else this.trouble(error);
    }
    if (this.open === conversation) talk.seen = talk.after;
    this.say("talk", { conversation });
  }

  async readBrief(conversation) {
    const talk = this.talks.get(conversation);
    if (!talk || talk.problem) return;
    try {
      talk.brief = await get(`conversations/${conversation}/brief`);
      talk.suggestions = (await get(`conversations/${conversation}/suggestions`)).items;
    } catch (error) {
      if (!(error instanceof Refused)) this.trouble(error);
    }
    this.say("brief", { conversation });
  }

  forget(conversation) {
    this.talks.delete(conversation);
  }

  /** Does something with a conversation and reads what came of it; raises Refused or Offline. */
  async act(conversation, what, body = {}) {
    const answer = await post(`conversations/${conversation}/${what}`, body);
    if (LEAVING.has(what)) return this.leave(conversation, answer);
    await Promise.all([this.readQueue(), this.readTalk(conversation)]);
    this.readBrief(conversation);
    return answer;
  }

  /** What is no longer ours is no longer shown. */
  async leave(conversation, answer) {
    this.forget(conversation);
    if (this.open === conversation) this.open = null;
    await this.readQueue();
    this.say("open");
    return answer;
  }

  /** Keeps words until the house has them, whatever happens to the line. */
  async send(conversation, kind, text) {
    const after = this.talks.get(conversation)?.after ?? 0;
    keepUnsent([...unsent(), { id: crypto.randomUUID(), conversation, kind, text, after }]);
    this.say("unsent");
    await this.flush();
  }

  /** Sends what is kept, in order, once: what the house has already is not said again. */
  async flush() {
    if (this.flushing) return this.flushing;
    this.flushing = this.#flush().finally(() => { this.flushing = null; });
    return this.flushing;
  }

  async #flush() {
    for (const one of unsent()) {
      try {
        if (one.tried && (await this.#arrived(one))) { this.#sent(one); continue; }
        this.#mark(one);
        await post(`conversations/${one.conversation}/${one.kind}`, { text: one.text });
        this.#sent(one);
        await this.readTalk(one.conversation);
      } catch (error) {
        if (error instanceof Refused) {
          this.#sent(one);
          this.say("bounced", { ...one, detail: error.message });
          if (error.status === 401) this.say("signed_out");
        } else this.trouble(error);
        if (!(error instanceof Refused)) break;
      }
    }
    this.say("unsent");
  }

  async #arrived(one) {
    await this.readTalk(one.conversation);
    const talk = this.talks.get(one.conversation);
    if (one.kind === "note") return talk.notes.some((note) => note.text === one.text && note.agent === this.me.name);
    return talk.items.some((item) => item.seq > one.after && item.from === "agent" && item.text === one.text);
  }

  #mark(one) {
    keepUnsent(unsent().map((other) => (other.id === one.id ? { ...other, tried: true } : other)));
  }

  #sent(one) {
    keepUnsent(unsent().filter((other) => other.id !== one.id));
  }

  async be(state) {
    await put("presence", { state });
    this.me = { ...this.me, presence: state };
    this.say("agents");
  }

  trouble(error) {
    if (error instanceof Refused && error.status === 401) return this.say("signed_out");
    if (error instanceof Offline) this.setOnline(false);
    return undefined;
  }

  setOnline(online) {
    if (this.online === online) return;
    this.online = online;
    this.say("line");
  }
}

function nothingYet(problem = null) {
  return { items: [], after: 0, seen: 0, notes: [], gestures: [], brief: null, suggestions: [], problem };
}

export const state = new State();
