// The shoe box: what may be known before a word is typed, card by card, and what may not be seen and why.

import { call, post } from "./api.js";
import { day, due, weekday } from "./clocks.js";
import { askConfidence, askConsent, askCorrection, askDispute, askErasure, sentence } from "./dialogs.js";
import { button, el, icon, iconButton, quoted, words } from "./dom.js";
import { Panel } from "./panel.js";
import { channelOf, languageName } from "./queue.js";
import { state } from "./state.js";
import { known, t } from "./words.js";

class DeskBrief extends Panel {
  connectedCallback() {
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", t("brief"));
    this.follow(["open", "talk", "brief", "queue"], () => this.draw());
    this.draw();
  }

  draw() {
    const talk = state.talks.get(state.open);
    const shown = talk && !talk.problem && talk.brief && talk.standing && state.itemOf(state.open)?.owner !== "waiting";
    if (!shown) {
      this.drawn = null;
      return this.replaceChildren(el("p", { class: "empty" }, t("brief_later")));
    }
    const key = JSON.stringify([talk.brief, talk.standing.mine]);
    if (this.drawn === key) return undefined;
    this.drawn = key;
    const { brief } = talk;
    const mine = talk.standing.mine;
    return this.replaceChildren(...[
      el("h2", { class: "unseen" }, t("brief")), iconButton("close", t("close"), () => state.say("toggle_brief"), { class: "icon-button close-brief" }),
      whoCard(brief), whyCard(brief), owedCard(brief, mine), adviceCard(brief), factsCard(brief, mine), withheldCard(brief, mine), mine && rightsCard(brief),
    ].filter(Boolean));
  }
}

function card(title, drawing, ...body) {
  return el("section", { class: "card" }, el("h3", {}, icon(drawing), title), ...body);
}

function whoCard({ who, language, mood }) {
  const others = who.channels.filter((channel) => channel !== who.channel).map(channelOf);
  return card(t("who"), "person",
    el("p", { class: "strong" }, words(who.name ?? t("somebody")), " ", el("span", { class: "quiet" }, t("on_channel", { channel: channelOf(who.channel) }))),
    el("p", {}, t(`assurance_${who.assurance}`)),
    el("p", { class: "quiet" }, [t("who_since", { date: day(who.since) }), others.length && t("who_channels", { channels: others.join(", ") }),
      language && t("language", { name: languageName(language) })].filter(Boolean).join(" · ")),
    who.elsewhere.length > 0 && el("p", {}, t("who_elsewhere", { channels: who.elsewhere.map(channelOf).join(", ") })),
    mood !== "neutral" && el("p", { class: "mood-line" }, `${t("mood")}: `, el("span", { class: "mood" }, known(`mood_${mood}`, mood))));
}

function whyCard({ reason, told, tried }) {
  return card(t("why"), "box",
    reason && el("blockquote", {}, words(reason)),
    told.filter((line) => line !== reason).length > 0 && el("div", {}, el("p", { class: "label" }, t("told")), el("ul", { class: "lines" }, ...told.filter((line) => line !== reason).map((line) => el("li", {}, quoted(line))))),
    tried.length > 0 && el("p", { class: "quiet" }, `${t("tried")}: ${tried.map((topic) => t(`topic_${topic}`)).join(", ")}`));
}

function owedCard({ promises }, mine) {
  const body = promises.length ? promises.map((promise) => owed(promise, mine)) : [el("p", { class: "quiet" }, t("owed_none"))];
  return card(t("owed"), "promise", ...body);
}

function owed(promise, mine) {
  const clock = due(promise.due_at);
  return el("div", { class: "owed" }, el("p", {}, words(promise.what)),
    el("p", { class: "quiet" }, promise.by === "desk" ? t("promise_by_desk") : t("promise_by", { name: promise.by }), " · ",
      el("span", { class: `clock ${clock.late ? "late" : ""}`, title: weekday(promise.due_at) }, icon(clock.late ? "late" : "clock"), clock.words)),
    mine && promise.mine && el("div", { class: "tools" }, promiseButton("keep", "promise_keep", promise), promiseButton("exceed", "promise_exceed", promise), !promise.told_late && promiseButton("late", "promise_late", promise),
      promise.told_late && el("span", { class: "quiet" }, t("promise_told_late"))));
}

export function promiseButton(what, key, promise) {
  return button(t(key), async () => {
    try {
      await post(`promises/${promise.id}/${what}`);
      await state.readSides();
      if (state.open) await Promise.all([state.readTalk(state.open), state.readBrief(state.open)]);
    } catch (error) {
      state.say("toast", { words: sentence(error), bad: true });
    }
  }, { kind: "outlined small" });
}

function adviceCard({ suggest, avoid }) {
  if (!suggest.length && !avoid.length) return null;
  const list = (title, facts, kind) => facts.length > 0 && el("div", { class: `advice ${kind}` }, el("p", { class: "label" }, t(title)),
    el("ul", { class: "lines" }, ...facts.map((fact) => el("li", {}, quoted(fact.words)))));
  return card(`${t("suggest")} · ${t("avoid")}`, "check", list("suggest", suggest, "go"), list("avoid", avoid, "clear"));
}

function factsCard({ facts }, mine) {
  if (!facts.length) return null;
  return card(t("facts"), "eye", ...facts.map((fact) => el("article", { class: "fact" },
    el("blockquote", {}, words(fact.words)), el("p", { class: "quiet" }, origin(fact)),
    mine && el("div", { class: "tools" },
      button(t("correct"), () => askCorrection(state.open, fact, { call }), { kind: "outlined small" }),
      button(t("dispute"), () => askDispute(state.open, fact, { call }), { kind: "outlined small" }),
      button(t("confidence"), () => askConfidence(state.open, fact, { call }), { kind: "outlined small", drawing: "lock" })))));
}

function origin(fact) {
  const key = { stated: "fact_told", staff: "fact_staff", observed: "fact_seen", inferred: "fact_guessed" }[fact.provenance] ?? "fact_told";
  return t(key, { date: day(fact.said_at), channel: channelOf(fact.channel) });
}

function withheldCard({ withheld }, mine) {
  const lines = withheld.filter((purpose) => purpose === "memory" || purpose === "staff").map((purpose) => t(`withheld_${purpose}`));
  return card(t("not_shown"), "lock",
    ...(lines.length ? lines : [t("withheld_nothing")]).map((line) => el("p", {}, line)),
    mine && button(t("consent"), () => askConsent(state.open, { call }), { kind: "outlined small" }));
}

function rightsCard({ who }) {
  const verified = who.assurance === "verified";
  const send = async () => {
    try {
      await post(`conversations/${state.open}/export`);
      await state.readTalk(state.open);
    } catch (error) {
      state.say("toast", { words: sentence(error), bad: true });
    }
  };
  return card(t("rights"), "box", !verified && el("p", { class: "quiet" }, t("rights_lead")),
    verified && el("div", { class: "tools" }, button(t("export"), send, { kind: "outlined small" }),
      button(t("erase"), () => askErasure(state.open), { kind: "outlined small danger" })));
}

customElements.define("desk-brief", DeskBrief);
