// The line to the house: events wake the page, which then reads what is true.

import { Refused } from "./api.js";
import { state } from "./state.js";

const AGAIN_MS = 1_500;
const LOOKING_MS = 8_000;
const AT_LEAST_MS = 120;
const SIDES_MS = 1_000;
const LEISURE = 2;

let source = null;
let queued = null;
let sides = null;
let took = 0;

export function openLine() {
  source?.close();
  source = new EventSource("/api/v1/desk/events");
  source.addEventListener("welcome", welcome);
  source.addEventListener("conversation", (event) => conversation(JSON.parse(event.data)));
  source.addEventListener("typing", (event) => typing(JSON.parse(event.data), "customer"));
  source.addEventListener("looking", (event) => looking(JSON.parse(event.data)));
  source.addEventListener("changed", (event) => conversation(JSON.parse(event.data)));
  source.addEventListener("struck", (event) => struck(JSON.parse(event.data)));
  source.addEventListener("gone", (event) => gone(JSON.parse(event.data)));
  source.addEventListener("gesture", (event) => conversation(JSON.parse(event.data)));
  source.addEventListener("promise_due", beside);
  source.addEventListener("presence", () => state.readAgents().catch((error) => state.trouble(error)));
  source.addEventListener("mentioned", (event) => mentioned(JSON.parse(event.data)));
  source.addEventListener("handed", (event) => state.say("called", { kind: "handed", ...JSON.parse(event.data) }));
  source.addEventListener("signed_out", () => state.say("signed_out"));
  source.addEventListener("missed", () => readAll());
  source.onerror = lost;
}

// The stream may outlive the line, or the line the stream: while it is down the house is asked until it answers.
state.addEventListener("line", () => !state.online && setTimeout(probe, AGAIN_MS));

async function probe() {
  if (state.online || !source) return;
  try {
    await state.readQueue();
  } catch (error) {
    if (error instanceof Refused) return state.trouble(error);
    return setTimeout(probe, AGAIN_MS);
  }
  if (source.readyState === EventSource.CLOSED) return openLine();
  return welcome();
}

export function closeLine() {
  source?.close();
  source = null;
}

async function welcome() {
  mark("open");
  await readAll();
  const was = state.online;
  state.setOnline(true);
  if (!was) state.say("back");
  await state.flush();
}

function lost() {
  mark("down");
  state.setOnline(false);
}

// for whoever looks from outside: from "open" on nothing that happens at the desk is missed
function mark(line) {
  document.querySelector("shoebox-desk").dataset.line = line;
}

async function readAll() {
  try {
    await state.readQueue();
    await state.readSides();
    if (state.open && state.itemOf(state.open)?.owner !== "waiting") {
      await state.readTalk(state.open);
      await state.readBrief(state.open);
    }
  } catch (error) {
    state.trouble(error);
  }
}

async function conversation({ conversation: id }) {
  again();
  if (id === state.open && state.itemOf(id)?.owner !== "waiting" && state.talks.has(id)) await state.readTalk(id);
}

// Many changes at once are one look at the queue; a long queue is looked at less often than a short one.
function again() {
  queued ??= setTimeout(async () => {
    queued = null; // what changes while the queue is read is read again
    const began = performance.now();
    await reading(() => state.readQueue());
    took = performance.now() - began;
  }, Math.max(AT_LEAST_MS, LEISURE * took));
  beside();
}

// promises and gestures change seldom
function beside() {
  sides ??= setTimeout(async () => {
    sides = null;
    await reading(() => state.readSides());
  }, SIDES_MS);
}

async function reading(read) {
  try {
    await read();
  } catch (error) {
    state.trouble(error);
  }
}

function mentioned(who) {
  again();
  state.say("called", { kind: "mentioned", ...who });
}

// what was taken out goes from the screen too: the talk is read anew, and whoever reads it now reads for nobody
async function struck({ conversation: id }) {
  again();
  state.say("unsaid");
  if (!state.talks.has(id)) return;
  state.forget(id);
  await state.readTalk(id);
  await state.readBrief(id);
}

function gone({ conversation: id }) {
  const talk = state.talks.get(id);
  if (talk) talk.problem = "gone";
  again();
  state.say("unsaid");
  state.say("talk", { conversation: id });
}

function typing({ conversation: id }, who) {
  note(id, who, { name: null, typing: true });
}

function looking({ conversation: id, agent, name, typing: writes }) {
  note(id, agent, { name, typing: writes });
}

function note(id, who, what) {
  const there = state.looking.get(id) ?? new Map();
  state.looking.set(id, there);
  clearTimeout(there.get(who)?.timer);
  const timer = setTimeout(() => { there.delete(who); state.say("looking", { conversation: id }); }, who === "customer" ? 4_000 : LOOKING_MS + 3_000);
  there.set(who, { ...what, timer });
  state.say("looking", { conversation: id });
}

export { LOOKING_MS };
