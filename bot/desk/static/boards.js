// Boards beside the conversations: what was promised, and what waits for a supervisor's answer.

import { Refused, post } from "./api.js";
import { promiseButton } from "./brief.js";
import { due, weekday } from "./clocks.js";
import { sentence } from "./dialogs.js";
import { button, el, icon, words } from "./dom.js";
import { Panel } from "./panel.js";
import { state } from "./state.js";
import { known, t } from "./words.js";

class DeskPromises extends Panel {
  connectedCallback() {
    this.follow(["sides"], () => this.draw());
    this.draw();
  }

  draw() {
    const owed = state.promises;
    this.replaceChildren(el("h1", {}, t("view_promises")), el("p", { class: "lead" }, owed.length ? t("promises_lead") : t("promises_none")),
      el("div", { class: "board" }, ...owed.map((promise) => promiseCard(promise))));
  }
}

function promiseCard(promise) {
  const clock = due(promise.due_at);
  return el("article", { class: "card" },
    el("p", { class: "strong" }, words(promise.what)),
    el("p", { class: "quiet" }, promise.by === "desk" ? t("promise_by_desk") : t("promise_by", { name: promise.by }), " · ", weekday(promise.due_at)),
    el("p", { class: `clock ${promise.urgency === "later" ? "" : "late"}` }, icon(promise.urgency === "later" ? "clock" : "late"), el("span", {}, clock.words)),
    el("div", { class: "tools" }, promise.conversation && button(t("promise_open"), () => open(promise.conversation), { kind: "outlined small" }),
      promiseButton("keep", "promise_keep", promise), promiseButton("exceed", "promise_exceed", promise), promise.told_late ? el("span", { class: "quiet" }, t("promise_told_late")) : promiseButton("late", "promise_late", promise)));
}

async function open(conversation) {
  try {
    if (!state.itemOf(conversation)) await post(`conversations/${conversation}/take-up`);
    await state.readQueue();
  } catch (error) {
    if (!(error instanceof Refused && error.status === 409)) return state.say("toast", { words: sentence(error), bad: true });
  }
  state.say("view", { view: "talks" });
  return state.show(conversation);
}

class DeskApprovals extends Panel {
  connectedCallback() {
    this.follow(["sides"], () => this.draw());
    this.draw();
  }

  draw() {
    const asked = state.approvals;
    this.replaceChildren(el("h1", {}, t("view_approvals")), el("p", { class: "lead" }, asked.length ? t("approvals_lead") : t("approvals_none")),
      el("div", { class: "board" }, ...asked.map((gesture) => el("article", { class: "card" },
        el("p", { class: "strong" }, `${known(`kind_${gesture.kind}`, gesture.kind)} ${gesture.amount} ${gesture.currency}`),
        el("p", { class: "quiet" }, t("gesture_by", { name: gesture.agent })),
        el("blockquote", {}, words(gesture.reason)),
        el("div", { class: "tools" }, answer(gesture, "granted", "approve", "filled small"), answer(gesture, "refused", "refuse", "outlined small"),
          button(t("promise_open"), () => look(gesture.conversation), { kind: "quiet" }))))));
  }
}

function look(conversation) {
  state.say("view", { view: "talks" });
  return state.show(conversation);
}

function answer(gesture, decision, key, kind) {
  return button(t(key), async () => {
    try {
      await post(`gestures/${gesture.id}`, { decision });
      await state.readSides();
    } catch (error) {
      state.say("toast", { words: sentence(error), bad: true });
    }
  }, { kind });
}

customElements.define("desk-promises", DeskPromises);
customElements.define("desk-approvals", DeskApprovals);
