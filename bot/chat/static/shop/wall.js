// The wall: what customers sent for it and a person of the house accepted. Words are put in as text, never as markup.

const AGAIN_MS = 15_000; // what was taken back is gone from an open page, too

class ShopWall extends HTMLElement {
  connectedCallback() {
    this.day = new Intl.DateTimeFormat(this.lang || document.documentElement.lang, { day: "numeric", month: "long" });
    this.seen = () => document.visibilityState === "visible" && this.read();
    document.addEventListener("visibilitychange", this.seen);
    this.timer = setInterval(this.seen, AGAIN_MS);
    this.read();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.seen);
    clearInterval(this.timer);
  }

  async read() {
    const items = await fetch("/chat/wall.json", { cache: "no-store" })
      .then((answer) => (answer.ok ? answer.json() : { items: [] }), () => ({ items: [] }))
      .then((page) => page.items);
    this.querySelector("ul").replaceChildren(...items.map((note) => this.note(note)));
    this.hidden = !items.length;
  }

  note({ text, at }) {
    const item = document.createElement("li"), words = document.createElement("blockquote"), time = document.createElement("time");
    words.textContent = text;
    time.dateTime = at;
    time.textContent = this.day.format(new Date(at));
    item.append(words, time);
    return item;
  }
}

customElements.define("shop-wall", ShopWall);
