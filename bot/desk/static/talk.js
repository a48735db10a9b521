// One conversation: what was said, who looks on, and everything that can be done with it.

import { Offline, Refused, post } from "./api.js";
import { clockTime, day, due, since } from "./clocks.js";
import { askGesture, askPromise, askResolve, askReturn, askTransfer } from "./dialogs.js";
import { button, el, icon, iconButton, quoted, reconcile, words } from "./dom.js";
import { draft, unsent } from "./keep.js";
import { LOOKING_MS } from "./line.js";
import { Panel } from "./panel.js";
import { channelOf, nameOf, tongueOf } from "./queue.js";
import { state } from "./state.js";
import { known, t } from "./words.js";

class DeskTalk extends Panel {
  connectedCallback() {
    this.head = el("header", { class: "talk-head" });
    this.watching = el("p", { class: "strip" });
    this.items = el("div", { class: "items", role: "log", tabindex: "0", "aria-label": t("transcript") });
    this.others = el("p", { class: "others", role: "status" });
    this.composer = document.createElement("desk-composer");
    this.empty = el("div", { class: "middle" });
    this.append(this.empty, this.head, this.watching, this.items, this.others, this.composer);
    this.follow(["open", "queue", "talk", "brief", "unsent"], () => this.draw());
    this.follow(["looking"], () => this.drawOthers());
    this.follow(["open"], () => this.sayLooking());
    this.every(LOOKING_MS, () => this.sayLooking());
    this.draw();
  }

  get conversation() {
    return state.open;
  }

  draw() {
    const item = state.itemOf(this.conversation);
    const talk = state.talks.get(this.conversation);
    const shown = Boolean(talk && !talk.problem && talk.standing && item?.owner !== "waiting");
    for (const part of [this.head, this.items]) part.hidden = !shown;
    this.others.hidden = !shown && item?.owner !== "waiting"; // two who look at one case see each other before either takes it
    const mine = shown && talk.standing.mine;
    this.composer.hidden = !shown || !mine;
    this.watching.hidden = !shown || mine;
    this.empty.hidden = shown;
    this.drawOthers();
    if (!shown) return this.drawEmpty(item, talk);
    if (mine) this.turnToWriting();
    this.drawHead(item, talk, mine);
    this.watching.textContent = t("watching", { name: talk.standing.agent ?? "" });
    return this.drawItems(talk, item);
  }

  drawEmpty(item, talk) {
    const key = `${this.conversation} ${item?.owner} ${talk?.problem} ${item && since(item.waiting_since)}`;
    if (this.empty.dataset.key === key) return;
    this.empty.dataset.key = key;
    if (!this.conversation) return this.empty.replaceChildren(icon("box"), el("p", {}, t("pick")));
    if (item?.owner === "waiting") return this.empty.replaceChildren(this.offer(item));
    if (talk?.problem) return this.empty.replaceChildren(icon("lock"), el("p", { role: "status" }, t(talk.problem)), ...unsaid(this.conversation));
    return this.empty.replaceChildren(el("p", { role: "status" }, t("loading")));
  }

  /** A waiting case, as much of it as may be seen before it is taken. */
  offer(item) {
    const clock = item.due_at ? due(item.due_at) : null;
    const whom = [item.department !== "general" && t("for_department", { name: item.department }), tongueOf(item)].filter(Boolean);
    const mood = item.mood === "neutral" ? "" : known(`mood_${item.mood}`, "");
    return el("article", { class: "card offer-card" },
      el("h2", {}, words(nameOf(item)), " ", el("span", { class: "quiet" }, t("on_channel", { channel: channelOf(item.channel) }))),
      item.reason && el("blockquote", {}, words(item.reason)),
      el("p", { class: "case-foot" }, el("span", { class: "clock" }, t("waits", { span: since(item.waiting_since) })),
        clock && el("span", { class: `clock ${clock.late ? "late" : ""}` }, icon(clock.late ? "late" : "clock"), el("span", {}, clock.words)), mood && el("span", { class: "mood" }, mood)),
      whom.length > 0 && el("p", { class: "quiet" }, whom.join(" · ")),
      button(t("take"), () => this.take(), { kind: "filled large", hint: "C" }),
      el("p", { class: "hint" }, t("take_lead")));
  }

  async take() {
    const conversation = this.conversation;
    if (state.itemOf(conversation)?.owner !== "waiting") return;
    this.taking = conversation;
    try {
      await post(`conversations/${conversation}/claim`);
      state.forget(conversation);
      await state.readQueue();
    } catch (error) {
      this.taking = null;
      if (error instanceof Offline) return state.trouble(error);
      if (!(error instanceof Refused)) throw error;
      await state.leave(conversation);
      state.say("toast", { words: t("taken"), bad: true });
    }
  }

  /** What was just taken is written to at once: once the brief is there too, the agent may be elsewhere already. */
  turnToWriting() {
    this.composer.turnTo(this.conversation);
    if (this.taking !== this.conversation) return;
    this.taking = null;
    this.composer.write("reply");
  }

  drawHead(item, talk, mine) {
    const assurance = talk.brief ? t(`assurance_${talk.brief.who.assurance}`) : "";
    const key = `${this.conversation} ${mine} ${nameOf(item)} ${assurance} ${talk.standing.department}`;
    if (this.head.dataset.key === key) return;
    this.head.dataset.key = key;
    const named = item?.name ?? talk.brief?.who.name ?? t("somebody");
    this.head.replaceChildren(
      iconButton("back", t("view_talks"), () => state.say("to_list"), { class: "icon-button to-list" }),
      el("div", { class: "talk-title" }, el("h2", {}, words(named)),
        el("p", {}, [t("on_channel", { channel: channelOf(talk.standing.channel) }), assurance].filter(Boolean).join(" · "))),
      el("div", { class: "acts" }, ...(mine ? this.acts() : []),
        button(t("brief"), () => state.say("toggle_brief"), { kind: "outlined small to-brief", drawing: "box", hint: "D" })));
  }

  acts() {
    const act = (key, drawing, ask, hint) => button(t(key), () => ask(this.conversation), { kind: "outlined small", drawing, hint });
    return [act("promise", "promise", askPromise, "P"), act("gesture", "gift", askGesture, "G"), act("transfer", "hand", askTransfer, "T"),
      act("return", "back", askReturn, "B"), act("resolve", "check", askResolve, "E")];
  }

  drawItems(talk, item) {
    const atEnd = this.items.scrollHeight - this.items.scrollTop - this.items.clientHeight < 60;
    const waiting = unsent().filter((one) => one.conversation === this.conversation);
    const lost = new Set(talk.undelivered);
    const rows = [...talk.items.map((one) => ({ key: `${one.id}${lost.has(one.id)}${one.held_back}`, at: one.sent_at, item: one, lost: lost.has(one.id) })),
      ...talk.notes.map((note) => ({ key: note.id, at: note.at, note })),
      ...talk.gestures.map((gesture) => ({ key: `${gesture.id}${gesture.state}`, at: gesture.at, gesture }))]
      .sort((a, b) => new Date(a.at) - new Date(b.at));
    rows.push(...waiting.map((one) => ({ key: one.id, at: null, waiting: one })));
    let before = null;
    for (const row of rows) {
      row.newDay = Boolean(row.at) && (!before || day(before) !== day(row.at));
      before = row.at ?? before;
    }
    const scene = this.items.dataset.of === this.conversation;
    if (!scene) this.items.replaceChildren();
    this.items.dataset.of = this.conversation;
    this.items.setAttribute("aria-live", scene ? "polite" : "off");
    reconcile(this.items, rows, (row) => row.key, (row) => makeRow(row, nameOf(item)));
    if (!scene || atEnd) this.items.scrollTop = this.items.scrollHeight;
  }

  drawOthers() {
    const there = [...(state.looking.get(this.conversation) ?? new Map()).entries()];
    const lines = [];
    if (there.some(([who, what]) => who === "customer" && what.typing)) lines.push(t("customer_types"));
    const colleagues = there.filter(([who]) => who !== "customer").map(([, what]) => what);
    const typing = colleagues.filter((one) => one.typing).map((one) => one.name);
    const looking = colleagues.filter((one) => !one.typing).map((one) => one.name);
    if (typing.length) lines.push(t("is_typing", { names: typing.join(", ") }));
    if (looking.length) lines.push(t("is_looking", { names: looking.join(", ") }));
    const line = lines.join(" · ");
    if (this.others.textContent !== line) this.others.textContent = line;
  }

  sayLooking() {
    const known = state.itemOf(this.conversation) || state.talks.get(this.conversation)?.standing;
    if (!known || document.visibilityState !== "visible" || !state.online) return;
    post(`conversations/${this.conversation}/looking`, { typing: false }).catch(() => {});
  }
}

/** What was being written when there was nobody left to read it. */
function unsaid(conversation) {
  return ["reply", "note"].map((kind) => draft(conversation, kind)).filter(Boolean).map((text) => el("blockquote", {}, words(text)));
}

function makeRow(row, customer) {
  const made = row.item ? makeItem(row.item, customer, row.lost) : row.note ? makeNote(row.note) : row.gesture ? makeGesture(row.gesture) : makeWaiting(row.waiting);
  return el("div", { class: "row" }, row.newDay && el("p", { class: "day" }, day(row.at)), made);
}

function makeItem(item, customer, lost) {
  const name = { customer, agent: item.name ?? t("customer"), assistant: t("assistant"), house: t("house") }[item.from];
  const chosen = item.choices.map((choice) => choice.title);
  return el("article", { class: `item from-${item.from}` },
    el("p", { class: "speaker" }, words(name), el("time", { datetime: item.sent_at }, clockTime(item.sent_at))),
    item.held_back
      ? el("p", { class: "bubble held" }, icon("lock"), el("span", {}, t("held_back")))
      : item.text && el("p", { class: "bubble" }, words(item.text)),
    lost && el("p", { class: "clock late" }, icon("late"), el("span", {}, t("undelivered"))),
    item.files?.length > 0 && el("ul", { class: "files" }, ...item.files.map((file) => el("li", {}, makeFile(item.conversation, file)))),
    chosen.length > 0 && el("p", { class: "offered" }, chosen.map((title) => el("span", {}, words(title)))));
}

/** A file is saved, never opened here: nobody knows what a stranger put into it. */
function makeFile(conversation, file) {
  const kind = known(`file_${file.type.replace(/[^a-z]/g, "_")}`, t("file_other"));
  return el("a", { class: "file", href: `/api/v1/desk/conversations/${conversation}/files/${file.id}`, download: true },
    icon("file"), el("span", {}, words(file.name), el("span", { class: "quiet" }, ` ${kind}, ${sizeOf(file.size)}`)), el("span", { class: "unseen" }, t("file_save")));
}

const sizeOf = (bytes) => (bytes < 1_000_000 ? t("size_kb", { n: Math.max(1, Math.round(bytes / 1000)) }) : t("size_mb", { n: (bytes / 1_000_000).toFixed(1) }));

function makeNote(note) {
  return el("article", { class: "item note" },
    el("p", { class: "speaker" }, icon("note"), t("note_by", { name: note.agent }), el("time", { datetime: note.at }, clockTime(note.at))),
    el("p", { class: "bubble" }, words(note.text)));
}

function makeGesture(gesture) {
  const said = t(`gesture_${gesture.state}`, { kind: known(`kind_${gesture.kind}`, gesture.kind), amount: `${gesture.amount} ${gesture.currency}` });
  return el("p", { class: "event" }, icon("gift"), el("span", {}, `${said} ${t("gesture_by", { name: gesture.agent })}. `, quoted(gesture.reason)));
}

function makeWaiting(one) {
  return el("article", { class: `item from-agent unsent ${one.kind === "note" ? "note" : ""}` },
    el("p", { class: "speaker" }, state.me.name, el("span", {}, t(one.tried || !state.online ? "unsent" : "sending"))),
    el("p", { class: "bubble" }, words(one.text)));
}

customElements.define("desk-talk", DeskTalk);
