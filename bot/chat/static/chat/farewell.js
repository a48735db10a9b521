// "Forget me": what will happen before it does, and the receipt afterwards.

import { button, el, saveFile } from "./dom.js";

/** The card that says what will happen; nothing does until its button is pressed. */
export function farewell(words, { forget, keep, tell }) {
  const busy = el("p", { class: "lead" });
  const yes = button(words.say("forget_me_yes"), () => act(), { kind: "filled danger" });
  const act = async () => {
    if (yes.getAttribute("aria-disabled") === "true") return;
    yes.setAttribute("aria-disabled", "true");
    busy.textContent = words.say("forgetting");
    try {
      await forget();
    } catch (error) {
      yes.removeAttribute("aria-disabled");
      busy.textContent = "";
      tell(error.detail ?? words.say("know_failed"));
    }
  };
  const steps = ["forget_me_1", "forget_me_2", "forget_me_3", "forget_me_4"].map((key) => el("li", {}, words.say(key)));
  return el("section", { class: "farewell card", "aria-label": words.say("forget_me_title") },
    el("h3", { tabindex: "-1" }, words.say("forget_me_title")), el("p", {}, words.say("forget_me_what")), el("ul", {}, steps),
    busy, el("div", { class: "tools" }, yes, button(words.say("forget_me_no"), keep, { kind: "outlined" })));
}

/** The receipt: each place looked at, what was there, what is left; without one, the words it was told in. */
export function receiptCard(words, receipt, lastWords, close) {
  if (!receipt) return toldCard(words, lastWords, close);
  const places = receipt.places ?? [];
  const left = places.filter((place) => place.left !== 0).length;
  const values = { places: places.length, left };
  const save = () => saveFile("receipt.json", JSON.stringify(receipt, null, 2), "application/json");
  return card(words, [
    el("p", {}, words.say(left ? "forgotten_left" : "forgotten", values)),
    receipt.at && el("p", { class: "origin" }, words.say("receipt_at", { day: words.day(receipt.at), time: words.time(receipt.at) })),
    table(words, places),
    kept(words, receipt.kept ?? []),
    button(words.say("receipt_download"), save, { kind: "outlined" }),
  ], close);
}

/** Forgotten by a word in the conversation: what was said of it is the receipt, and can be saved as well. */
function toldCard(words, lastWords, close) {
  const lines = lastWords.flatMap((said) => said.split("\n"));
  if (!lines.length) return card(words, [el("p", {}, words.say("forgotten_plain"))], close);
  const save = () => saveFile("receipt.txt", `${lines.join("\n")}\n`, "text/plain");
  return card(words, [...lines.map((line) => el("p", { dir: "auto" }, line)), button(words.say("receipt_download"), save, { kind: "outlined" })], close);
}

function card(words, parts, close) {
  return el("section", { class: "receipt card", tabindex: "-1", "aria-label": words.say("receipt") },
    el("h3", {}, words.say("receipt")), parts, button(words.say("receipt_close"), close, { kind: "filled" }));
}

function table(words, places) {
  const head = ["receipt_place", "receipt_found", "receipt_left"].map((key) => el("th", { scope: "col" }, words.say(key)));
  const fullFirst = [...places].sort((one, other) => (other.found ?? Infinity) - (one.found ?? Infinity));
  const rows = fullFirst.map((place) => el("tr", {},
    el("th", { scope: "row" }, words.place(place.place)), el("td", {}, number(place.found)), el("td", {}, number(place.left))));
  return el("div", { class: "table", role: "group", tabindex: "0", "aria-label": words.say("receipt_place") },
    el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows)));
}

// null: the place could not be read, which the receipt must not hide.
function number(count) {
  return count === null ? "?" : String(count);
}

function kept(words, items) {
  if (!items.length) return null;
  const lines = items.map((item) => el("li", {}, `${words.place(item.place)} (${item.count}): ${words.reason(item)}`));
  return el("div", {}, el("p", { class: "ask" }, words.say("receipt_kept")), el("ul", {}, lines));
}
