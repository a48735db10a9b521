// Sheets that ask for something. Each closes with Escape, gives the focus back, and does nothing until it is sent.

import { Offline, Refused } from "./api.js";
import { houseNow } from "./clocks.js";
import { button, el, field, quoted, words as own } from "./dom.js";
import { state } from "./state.js";
import { known, t } from "./words.js";

/** A sheet; `send` does it and may raise, then the sheet stays and says why. */
export function sheet({ title, lead = null, body = [], action = null, danger = false, send = null, wide = false }) {
  const problem = el("p", { class: "problem", role: "alert" });
  const form = el("form", { method: "dialog", novalidate: true }, el("h2", { id: "sheet-title" }, title), lead && el("p", { class: "lead" }, lead), ...body, problem);
  const dialog = el("dialog", { "aria-labelledby": "sheet-title", class: wide ? "wide" : null }, form);
  const close = button(action ? t("cancel") : t("close"), () => dialog.close(), { kind: "outlined" });
  const submit = action && el("button", { type: "submit", class: `button filled ${danger ? "danger" : ""}` }, el("span", {}, action));
  form.append(el("div", { class: "sheet-foot" }, close, submit));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!send || submit.disabled) return;
    submit.disabled = true;
    problem.textContent = "";
    try {
      await send();
      dialog.close("done");
    } catch (error) {
      problem.textContent = sentence(error);
    } finally {
      submit.disabled = false;
    }
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.querySelector("shoebox-desk").append(dialog);
  dialog.showModal();
  return dialog;
}

/** What went wrong, in a sentence. */
export function sentence(error) {
  if (error instanceof Offline) return t("away_line");
  if (error instanceof Refused) return error.message;
  throw error;
}

const text = (attributes = {}) => el("textarea", { rows: 3, maxlength: 4000, required: true, ...attributes });

/** A choice of one, as radio buttons with words. */
function radios(name, legend, options, chosen) {
  return el("fieldset", { class: "radios" }, el("legend", {}, legend), ...options.map(([value, label]) =>
    el("label", {}, el("input", { type: "radio", name, value, checked: value === chosen, required: true }), el("span", {}, label))));
}

const picked = (dialog, name) => dialog.querySelector(`input[name="${name}"]:checked`)?.value ?? "";

/** The same, where nothing may be taken as chosen: what a customer decided is never a default of ours. */
function chosen(dialog, name) {
  const value = picked(dialog, name);
  if (!value) throw new Refused(422, t("choose_each"), new Headers());
  return value;
}

export function askPromise(conversation) {
  const what = text();
  const due = el("input", { type: "datetime-local", required: true, value: local(next(17, 30)) });
  const quick = el("div", { class: "quick" },
    ...[["promise_today", next(17, 30)], ["promise_tomorrow", at(1, 12, 0)], ["promise_friday", at(3, 17, 30)]]
      .map(([key, moment]) => button(t(key), () => { due.value = local(moment); }, { kind: "outlined small" })));
  sheet({
    title: t("promise"), lead: t("promise_lead"), action: t("promise_make"),
    body: [field(t("promise_what"), what), field(t("promise_due"), due), quick],
    send: async () => {
      await state.act(conversation, "promise", { what: what.value, due_at: new Date(due.value).toISOString() });
      await state.readSides();
      state.say("toast", { words: t("promise_made", { what: what.value }) });
    },
  });
}

export function askGesture(conversation) {
  const { kinds, currency } = state.house;
  const limit = state.house.limit;
  const kind = el("select", {}, ...kinds.map((one) => el("option", { value: one }, known(`kind_${one}`, one))));
  const amount = el("input", { type: "text", inputmode: "decimal", required: true, pattern: "[0-9]+([.][0-9]{1,2})?", autocomplete: "off" });
  const reason = text({ maxlength: 500 });
  sheet({
    title: t("gesture"), lead: t("gesture_lead", { limit: `${limit} ${currency}` }), action: t("gesture_give"),
    body: [field(t("gesture_kind"), kind), field(t("gesture_amount", { currency }), amount), field(t("gesture_reason"), reason)],
    send: async () => {
      const answer = await state.act(conversation, "gesture", { kind: kind.value, amount: amount.value, reason: reason.value });
      const given = answer.gesture;
      state.say("toast", { words: t(`gesture_${given.state}`, { kind: known(`kind_${given.kind}`, given.kind), amount: `${given.amount} ${given.currency}` }) });
    },
  });
}

/** Only those who are here and have room are offered, as it stands at this moment. */
export async function askTransfer(conversation) {
  await state.readAgents().catch((error) => state.trouble(error));
  const able = state.agents.filter((agent) => agent.id !== state.me.id && agent.presence === "here" && agent.holding < agent.capacity);
  const options = [["queue", t("transfer_queue")], ...state.house.departments.map((name) => [name, t("department", { name })]),
    ...able.map((agent) => [agent.id, t("transfer_colleague", agent)])];
  const note = text({ required: false });
  const dialog = sheet({
    title: t("transfer"), action: t("transfer_do"),
    body: [radios("to", t("transfer_to"), options, "queue"), able.length === 0 && el("p", { class: "hint" }, t("transfer_nobody")), field(t("transfer_note"), note)],
    send: async () => {
      await state.act(conversation, "transfer", { to: picked(dialog, "to"), note: note.value });
      state.say("toast", { words: t("transfer_done") });
    },
  });
}

/** What is worth keeping, where the customer lets us remember; they are asked, and nothing is kept without their yes. */
function keeping(conversation) {
  const brief = state.talks.get(conversation)?.brief;
  if (!brief || brief.withheld.includes("memory")) return { body: [el("p", { class: "hint" }, t("learned_not"))], said: () => ({ learned: "" }) };
  const area = el("textarea", { rows: 3, maxlength: 280 });
  area.value = brief.told.join("; ");
  return { body: [field(t("learned"), area, t("learned_hint"))], said: () => ({ learned: area.value }) };
}

export function askReturn(conversation) {
  const { body, said } = keeping(conversation);
  sheet({
    title: t("return_do"), lead: t("return_lead"), action: t("return"), body,
    send: async () => {
      await state.act(conversation, "return", said());
      state.say("toast", { words: t("returned") });
    },
  });
}

export function askResolve(conversation) {
  const { body, said } = keeping(conversation);
  sheet({
    title: t("resolve_do"), lead: t("resolve_lead"), action: t("resolve"), body,
    send: async () => {
      await state.act(conversation, "resolve", said());
      state.say("toast", { words: t("resolved") });
    },
  });
}

/** The customer's own messages of this case, newest first, to choose words from. */
function theirWords(conversation) {
  const items = state.talks.get(conversation)?.items ?? [];
  const said = items.filter((item) => item.from === "customer" && !item.held_back && item.text).slice(-6).reverse();
  return radios("words", t("consent_words"), said.map((item) => [item.text, quoted(item.text)]), null);
}

export function askConsent(conversation, { call }) {
  const purposes = ["memory", "personalise", "contact", "staff", "improve"].map((one) => [one, t(`purpose_${one}`)]);
  const states = ["given", "refused", "withdrawn"].map((one) => [one, t(`consent_${one}`)]);
  const dialog = sheet({
    title: t("consent"), lead: t("consent_lead"), action: t("consent_do"), wide: true,
    body: [radios("purpose", t("consent_purpose"), purposes, null), theirWords(conversation), radios("state", t("consent_state"), states, null)],
    send: async () => {
      const [purpose, words, decided] = ["purpose", "words", "state"].map((name) => chosen(dialog, name));
      await call("PUT", `conversations/${conversation}/consents/${purpose}`, { state: decided, words });
      await state.readTalk(conversation);
      await state.readBrief(conversation);
    },
  });
}

export function askCorrection(conversation, fact, { call }) {
  const dialog = sheet({
    title: t("correct"), lead: quoted(fact.words), action: t("correct_do"), wide: true, body: [theirWords(conversation)],
    send: async () => {
      await call("PATCH", `conversations/${conversation}/facts/${fact.id}`, { words: chosen(dialog, "words") });
      await Promise.all([state.readTalk(conversation), state.readBrief(conversation)]);
    },
  });
}

export function askDispute(conversation, fact, { call }) {
  sheet({
    title: t("dispute"), lead: t("dispute_lead"), action: t("dispute"), body: [el("blockquote", {}, own(fact.words))],
    send: async () => {
      await call("PATCH", `conversations/${conversation}/facts/${fact.id}`, { disputed: true });
      await Promise.all([state.readTalk(conversation), state.readBrief(conversation)]);
    },
  });
}

export function askConfidence(conversation, fact, { call }) {
  sheet({
    title: t("confidence"), lead: t("confidence_lead"), action: t("confidence"), body: [el("blockquote", {}, own(fact.words))],
    send: async () => {
      await call("PATCH", `conversations/${conversation}/facts/${fact.id}`, { in_confidence: true });
      await Promise.all([state.readTalk(conversation), state.readBrief(conversation)]);
    },
  });
}

export function askErasure(conversation) {
  const dialog = sheet({
    title: t("erase"), lead: t("erase_lead"), action: t("erase_do"), danger: true, wide: true, body: [theirWords(conversation)],
    send: async () => {
      const { post } = await import("./api.js");
      const { receipt } = await post(`conversations/${conversation}/erase`, { words: chosen(dialog, "words") });
      state.say("toast", { words: t("erased", { n: receipt.places.length }) });
      await state.readQueue();
    },
  });
}

// Due times are offered in the future, and shown in the desk's own time.
function next(hours, minutes) {
  const moment = at(0, hours, minutes);
  return moment.getTime() > houseNow() + 15 * 60_000 ? moment : at(1, hours, minutes);
}

function at(days, hours, minutes) {
  const moment = new Date(houseNow());
  moment.setDate(moment.getDate() + days);
  moment.setHours(hours, minutes, 0, 0);
  return moment;
}

function local(moment) {
  const two = (number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
