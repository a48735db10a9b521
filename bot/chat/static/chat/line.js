// The line to the house: one WebSocket that comes back by itself.

const WAITS = [200, 500, 1000, 2000, 4000, 8000, 15000];
const ANSWER_WITHIN = 4000;
const WELCOME_WITHIN = 12000;

export class Line {
  /** `ear` has hello() → frame, heard(frame) and changed(state); states: closed, connecting, open, lost. */
  constructor(url, ear) {
    this.url = url;
    this.ear = ear;
    this.tries = 0;
    this.state = "closed";
    this.socket = null;
    this.timer = null;
    this.wake = () => this.#check();
    this.hush = () => this.socket && this.#drop(this.socket); // a browser without a network says so before any socket does
    addEventListener("online", this.wake);
    addEventListener("offline", this.hush);
    document.addEventListener("visibilitychange", this.wake);
  }

  open() {
    if (this.socket) return;
    clearTimeout(this.timer);
    this.#become(this.tries ? "lost" : "connecting");
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify(this.ear.hello()));
    socket.onmessage = (event) => this.socket === socket && this.#hear(JSON.parse(event.data));
    socket.onclose = (event) => this.socket === socket && this.#closed(event);
    this.#expect(socket, WELCOME_WITHIN);
  }

  /** Sends now, or says false: whoever called keeps the frame until the line is open again. */
  send(frame) {
    if (this.state !== "open" || this.socket.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  close() {
    clearTimeout(this.timer);
    clearTimeout(this.doubt);
    const socket = this.socket;
    this.socket = null;
    this.tries = 0;
    socket?.close();
    this.#become("closed");
  }

  end() {
    this.close();
    removeEventListener("online", this.wake);
    removeEventListener("offline", this.hush);
    document.removeEventListener("visibilitychange", this.wake);
  }

  #hear(frame) {
    clearTimeout(this.doubt);
    if (frame.type === "welcome") {
      this.tries = 0;
      this.#become("open");
    }
    this.ear.heard(frame);
  }

  #closed(event) {
    this.socket = null;
    if (event.code === 1008) return this.#become("refused");
    const wait = WAITS[Math.min(this.tries, WAITS.length - 1)];
    this.tries += 1;
    this.#become("lost");
    this.timer = setTimeout(() => this.open(), wait * (0.8 + 0.4 * Math.random()));
    return undefined;
  }

  /** After sleep or a change of network the socket may be dead without knowing: ask, and hang up on silence. */
  #check() {
    if (this.state === "lost" && !this.socket) return this.open();
    if (document.visibilityState === "hidden" || !this.send({ type: "ping" })) return undefined;
    this.#expect(this.socket, ANSWER_WITHIN);
    return undefined;
  }

  #expect(socket, within) {
    clearTimeout(this.doubt);
    this.doubt = setTimeout(() => this.socket === socket && this.#drop(socket), within);
  }

  #drop(socket) {
    socket.onclose = null;
    socket.close();
    this.#closed({ code: 1006 });
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.ear.changed(state);
  }
}
