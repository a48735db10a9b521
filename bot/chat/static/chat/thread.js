// The conversation as the server has it, and what was written here and is not stored there yet.

export class Thread {
  constructor() {
    this.items = []; // the server's, by seq
    this.pending = []; // ours: {id, text, choice, files, state, sent_at}
    this.held = []; // the server's, until it is known whether they are what we wrote and don't know as stored yet
  }

  get last() {
    return this.items.at(-1)?.seq ?? 0;
  }

  /** Takes items in whatever order they come; answers with those that were new. */
  take(items) {
    const known = new Set(this.items.map((item) => item.seq));
    const fresh = new Map([...this.held, ...items].filter((item) => !known.has(item.seq)).map((item) => [item.seq, item]));
    this.held = [...fresh.values()].filter((item) => this.#mayBeUnderWay(item));
    const shown = [...fresh.values()].filter((item) => !this.held.includes(item));
    for (const item of shown) this.#insert(item);
    return shown;
  }

  write(message) {
    const mine = { state: "sending", sent_at: this.#now(), ...message };
    this.pending.push(mine);
    return mine;
  }

  /** The server has stored our message: it becomes the item, in the same place on the page. */
  stored(id, item) {
    this.pending = this.pending.filter((mine) => mine.id !== id);
    return this.take([{ ...item, message: id }]);
  }

  mark(id, state, detail = null) {
    const mine = this.pending.find((message) => message.id === id);
    if (mine) Object.assign(mine, { state, detail });
    return mine;
  }

  clear() {
    this.items = [];
    this.pending = [];
    this.held = [];
  }

  /** Everything in the order in which it is shown: the server's items, then what is under way. */
  lines() {
    const mine = this.pending.map((message) => ({ ...message, message: message.id, from: "customer" }));
    return [...this.items, ...mine];
  }

  // After a lost line our own message may come back with the transcript before we hear that it was stored.
  #mayBeUnderWay(item) {
    return item.from === "customer" && !item.message && this.pending.some((mine) => mine.state !== "failed" && mine.text === item.text);
  }

  // The house's clock may be ahead of this browser's: what is written now never stands on an earlier day than what it answers.
  #now() {
    const last = this.items.at(-1);
    return new Date(Math.max(Date.now(), last ? Date.parse(last.sent_at) : 0)).toISOString();
  }

  #insert(item) {
    let at = this.items.length;
    while (at > 0 && this.items[at - 1].seq > item.seq) at -= 1;
    this.items.splice(at, 0, item);
  }
}

/** What stands on the page: day headings and messages, each with what depends on its neighbours. */
export function rowsOf(lines) {
  const rows = [];
  let before = null;
  for (const [index, line] of lines.entries()) {
    const newDay = !before || dayOf(before) !== dayOf(line);
    if (newDay) rows.push({ kind: "day", key: `day ${dayOf(line)} ${keyOf(line)}`, at: line.sent_at });
    rows.push({
      kind: "line", key: keyOf(line), line,
      first: newDay || speakerOf(before) !== speakerOf(line),
      answer: line.choices?.length ? answerTo(line, lines.slice(index + 1)) : null,
      newest: index === lines.length - 1,
    });
    before = line;
  }
  return rows;
}

function keyOf(line) {
  return line.message ?? `seq ${line.seq}`;
}

function speakerOf(line) {
  return line && `${line.from} ${line.name ?? ""}`;
}

function dayOf(line) {
  return new Date(line.sent_at).toDateString();
}

/** How a reply's choices were answered: open, or closed with the id of the chosen one (null: by other words). */
function answerTo(line, later) {
  const said = later.find((other) => other.from === "customer");
  if (!said) return { open: true, chosen: null };
  const byId = line.choices.find((choice) => choice.id === said.choice);
  const byWords = line.choices.find((choice) => choice.title === said.text);
  return { open: false, chosen: (byId ?? byWords)?.id ?? null };
}
