// What the customer wrote, on its way: shown at once, sent until it is stored, and kept over a reload meanwhile.

import { newMessageId } from "./keep.js";

const STORED_WITHIN = 10_000;

export class Outgoing {
  /** `hooks`: changed(), words() and tell(sentence). */
  constructor(thread, keep, line, api, hooks) {
    Object.assign(this, { thread, keep, line, api, hooks });
    this.waits = new Map();
  }

  send(text, choice, files) {
    const message = this.thread.write({ id: newMessageId(), text, choice, files: [], uploads: files });
    this.#keepUnsent();
    this.hooks.changed();
    return this.#carry(message);
  }

  /** The same message under the same id: were it stored already, it would not be stored twice. */
  retry(id) {
    const message = this.thread.mark(id, "sending");
    if (!message) return undefined;
    this.hooks.changed();
    return this.#carry(message);
  }

  /** After a lost line, everything that is not known to be stored. */
  sendAgain() {
    for (const message of this.thread.pending) this.#post(message);
  }

  /** What an earlier page could not send any more; a file that had not reached the house went with that page. */
  restore() {
    for (const message of this.keep.unsent) {
      const detail = message.lost && this.hooks.words().say("file_lost", { name: message.lost });
      this.thread.write({ ...message, state: detail ? "failed" : "waiting", detail });
    }
    this.#keepUnsent();
    this.hooks.changed();
  }

  /** The line is lost: nothing fails for that, it waits. */
  hold() {
    for (const { id, state } of this.thread.pending) if (state === "sending") this.thread.mark(id, "waiting");
    for (const wait of this.waits.values()) clearTimeout(wait);
    this.hooks.changed();
  }

  stored(id, item) {
    clearTimeout(this.waits.get(id));
    this.thread.stored(id, item);
    this.#keepUnsent();
    this.hooks.changed();
  }

  failed(id, detail) {
    clearTimeout(this.waits.get(id));
    if (!this.thread.mark(id, "failed", detail)) return;
    this.hooks.changed();
    this.hooks.tell(`${this.hooks.words().say("state_failed")} ${detail ?? ""}`);
  }

  async #carry(message) {
    if (awaitsFiles(message) && !(await this.#upload(message))) return;
    this.#keepUnsent();
    this.#post(message);
  }

  #post(message) {
    if (awaitsFiles(message) || message.lost) return;
    const { id, text, choice, files } = message;
    const language = this.hooks.words().language;
    const sent = this.line.send({ type: "say", id, text, choice, files: files.map((file) => file.id), language });
    this.thread.mark(id, sent ? "sending" : "waiting");
    if (sent) this.#expectStored(id);
    this.hooks.changed();
  }

  #expectStored(id) {
    clearTimeout(this.waits.get(id));
    this.waits.set(id, setTimeout(() => this.failed(id, null), STORED_WITHIN));
  }

  async #upload(message) {
    try {
      message.files = await Promise.all(message.uploads.map((file) => this.api.upload(file)));
    } catch (error) {
      this.failed(message.id, error.detail ?? this.hooks.words().say("file_failed", { name: message.uploads[0].name }));
      return false;
    }
    return true;
  }

  #keepUnsent() {
    const sendable = this.thread.pending.filter((message) => !message.lost);
    this.keep.unsent = sendable.map((message) => {
      const { id, text, choice, files, sent_at } = message;
      return { id, text, choice, files, sent_at, lost: awaitsFiles(message) ? message.uploads[0].name : null };
    });
  }
}

function awaitsFiles({ uploads, files }) {
  return uploads?.length > 0 && files.length === 0;
}
