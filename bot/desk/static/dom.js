// Elements and icons. Text is always a text node: nothing that anybody typed can become markup.

const SVG = "http://www.w3.org/2000/svg";

// One set, drawn on a grid of 20 with a stroke of 1.6.
const ICONS = {
  person: ["M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6z", "M4 16.5c.6-3 3-4.500 6-4.500s5.400 1.500 6 4.500"],
  box: ["M3 7.500h14v9H3z", "M5 7.500 6.500 4h7L15 7.500", "M8 11h4"],
  close: ["M5 5l10 10", "M15 5 5 15"],
  back: ["M12 4.500 6.500 10l5.500 5.500"],
  send: ["M10 16V4.500", "M5 9l5-5 5 5"],
  clock: ["M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14z", "M10 6v4l2.500 2"],
  late: ["M10 3.500 17.500 16.500h-15z", "M10 8.500v3.500", "M10 14.300h.01"],
  search: ["M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11z", "M13 13l4 4"],
  keys: ["M2.500 5.500h15v9h-15z", "M5.500 8.500h.01", "M8.500 8.500h.01", "M11.500 8.500h.01", "M14.500 8.500h.01", "M7 11.500h6"],
  lock: ["M5 9h10v7.500H5z", "M7 9V6.500a3 3 0 0 1 6 0V9"],
  file: ["M5 2.500h6.500l3.500 3.500v11.500H5z", "M11.500 2.500v3.500h3.500", "M10 9v5", "M8 12l2 2 2-2"],
  note: ["M4 3.500h12v9.500l-3.500 3.500H4z", "M16 13h-3.500v3.500", "M7 7.500h6", "M7 10.500h3"],
  check: ["M4.500 10.500 8.500 14.500 15.500 6"],
  hand: ["M4 10h11", "M11 6l4 4-4 4"],
  gift: ["M3.500 8.500h13v8h-13z", "M10 8.500v8", "M10 8.500C8 8.500 6 7.500 6.500 5.500S9.500 5 10 8.500c.500-3.500 3-5 3.500-3s-1.500 3-3.500 3"],
  promise: ["M5 3.500h10v13l-5-3-5 3z", "M8 8l1.500 1.500L12.500 6.500"],
  eye: ["M2.500 10S5.500 5 10 5s7.500 5 7.500 5-3 5-7.500 5-7.500-5-7.500-5z", "M10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"],
  more: ["M4.500 10h.01", "M10 10h.01", "M15.500 10h.01"],
};

/** One element with attributes, listeners (`onclick`) and children; strings become text nodes. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) set(node, key, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function set(node, key, value) {
  if (key.startsWith("on")) return node.addEventListener(key.slice(2), value);
  if (value === false || value === null || value === undefined) return undefined;
  return node.setAttribute(key, value === true ? "" : value);
}

/** Somebody's own words: whatever direction they take, or try to give, ends with them. */
export const words = (text) => el("bdi", {}, text);

/** Somebody's own words in quotes. */
export const quoted = (text) => ["“", words(text), "”"];

/** A drawing of the set; it says nothing by itself, the words beside it do. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  for (const line of ICONS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}

/** A button with words; `drawing` names an icon before them, `hint` the key that does the same. */
export function button(label, onclick, { kind = "plain", drawing = null, hint = null, ...attributes } = {}) {
  return el("button", { type: "button", class: `button ${kind}`, onclick, ...attributes },
    drawing && icon(drawing), el("span", {}, label), hint && el("kbd", { "aria-hidden": "true" }, hint));
}

/** A button that shows a drawing only; `label` is its name and its tooltip. */
export function iconButton(drawing, label, onclick, attributes = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes },
    icon(drawing));
}

/** A labelled field; `control` is given its id. */
export function field(label, control, hint = null) {
  const id = `f${(field.count = (field.count ?? 0) + 1)}`;
  control.id = id;
  if (hint) control.setAttribute("aria-describedby", `${id}-hint`);
  return el("div", { class: "field" }, el("label", { for: id }, label), control,
    hint && el("p", { class: "hint", id: `${id}-hint` }, hint));
}

/** Makes the children of `parent` those of `items`, by key: what is there already is kept, with its focus. */
export function reconcile(parent, items, keyOf, make, update = () => {}) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let node = known.get(key);
    if (node) known.delete(key);
    else {
      node = make(item);
      node.dataset.key = key;
    }
    update(node, item);
    if (node === place) place = place.nextElementSibling;
    else parent.insertBefore(node, place);
  }
  for (const left of known.values()) left.remove();
}
