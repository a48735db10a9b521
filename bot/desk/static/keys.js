// The keyboard: single keys while nobody writes, all of them on one sheet, and off by one switch.

import { askGesture, askPromise, askResolve, askReturn, askTransfer, sheet } from "./dialogs.js";
import { el } from "./dom.js";
import { prefer, preference } from "./keep.js";
import { state } from "./state.js";
import { t } from "./words.js";

const SHEET = [["J / K", "key_move"], ["Enter", "key_open"], ["C", "key_take"], ["R", "key_reply"], ["N", "key_note"], ["/", "key_canned"],
  ["P", "key_promise"], ["G", "key_gesture"], ["T", "key_transfer"], ["B", "key_return"], ["E", "key_resolve"], ["D", "key_brief"],
  ["S", "key_search"], ["1 – 9", "key_mine"], ["?", "key_help"], ["Esc", "key_leave"], ["Enter", "key_send"]];

/** Listens on the whole page; `parts` gives the components that keys act on. */
export function listenToKeys(parts) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") return leave(event);
    if (isWriting(event.target) || preference("keys") !== "on" || !state.me) return;
    const act = action(event.key, parts);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function isWriting(target) {
  return target.matches?.("input, textarea, select, [contenteditable]");
}

function leave(event) {
  if (isWriting(event.target)) event.target.blur();
  return undefined;
}

function action(key, parts) {
  if (/^[1-9]$/.test(key)) return state.mine[Number(key) - 1] && (() => state.show(state.mine[Number(key) - 1].conversation));
  const name = key.toLowerCase();
  const everywhere = { s: () => parts.search().focus(), "?": showKeys };
  return everywhere[name] ?? (parts.talk() ? atTheTalks(parts)[name] : null);
}

/** What keys do where the conversations are shown: elsewhere nobody sees what they would act on. */
function atTheTalks({ queue, talk, brief }) {
  const always = { j: () => queue().move(1), k: () => queue().move(-1), c: () => talk().take(), d: brief };
  const mine = state.talks.get(state.open)?.standing?.mine && state.itemOf(state.open);
  if (!mine) return always;
  const composer = talk().querySelector("desk-composer");
  return {
    ...always,
    r: () => composer.write("reply"), n: () => composer.write("note"), "/": () => composer.toggleCanned(),
    p: () => askPromise(state.open), g: () => askGesture(state.open), t: () => askTransfer(state.open),
    b: () => askReturn(state.open), e: () => askResolve(state.open),
  };
}

/** The sheet of keys. */
export function showKeys() {
  const box = el("input", { type: "checkbox", checked: preference("keys") === "on", onchange: () => prefer("keys", box.checked ? "on" : "off") });
  sheet({
    title: t("help_title"), lead: t("help_lead"), wide: true,
    body: [el("label", { class: "switch" }, box, el("span", {}, t("help_switch"))),
      el("dl", { class: "keys" }, ...SHEET.map(([key, what]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, t(what)))))],
  });
}
