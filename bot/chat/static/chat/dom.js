// Elements and icons. Text is always a text node: nothing that anybody typed can become markup.

const SVG = "http://www.w3.org/2000/svg";

// One set, drawn on a grid of 20 with a stroke of 1.6.
const ICONS = {
  card: ["M3 5.5h14v10H3z", "M3 8.5h14", "M6 11.5h6"],
  person: ["M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6z", "M4 16.5c.6-3 3-4.5 6-4.5s5.400 1.500 6 4.500"],
  box: ["M3 7.500h14v9H3z", "M5 7.500 6.500 4h7L15 7.500", "M8 11h4"],
  more: ["M4.500 10h.01", "M10 10h.01", "M15.500 10h.01"],
  close: ["M5 5l10 10", "M15 5 5 15"],
  back: ["M12 4.500 6.500 10l5.500 5.500"],
  send: ["M10 16V4.500", "M5 9l5-5 5 5"],
  clip: ["M14.500 9.500 9.300 14.700a3 3 0 0 1-4.200-4.200l6-6a2 2 0 0 1 2.900 2.900l-6 6a1 1 0 0 1-1.400-1.400L12 6.500"],
  down: ["M5 8l5 5 5-5"],
  alert: ["M10 4v7.500", "M10 15.500h.01"],
  check: ["M4.500 10.500 8.500 14.500 15.500 6"],
};

/** One element with attributes, listeners (`onclick`) and children; strings become text nodes. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) setAttribute(node, key, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setAttribute(node, key, value) {
  if (key.startsWith("on")) return node.addEventListener(key.slice(2), value);
  if (value === false || value === null || value === undefined) return undefined;
  return node.setAttribute(key, value === true ? "" : value);
}

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

/** A button with words; `drawing` names an icon before them. */
export function button(label, onclick, { kind = "plain", drawing = null, ...attributes } = {}) {
  return el("button", { type: "button", class: `button ${kind}`, onclick, ...attributes },
    drawing && icon(drawing), el("span", {}, label));
}

/** A button that shows a drawing only; `label` is its name and its tooltip. */
export function iconButton(drawing, label, onclick, attributes = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes },
    icon(drawing));
}

/** Saves `content` as a file of the customer's, without asking any server. */
export function saveFile(name, content, type) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = el("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The house's own colour, where it has one; the server has checked that it is a colour, and readable. */
export function houseLook({ accent, accent_dark: dark }) {
  return sheet(`:host { ${accent ? `--house-accent: ${accent};` : ""} ${dark ? `--house-accent-dark: ${dark};` : ""} }`);
}

/** Style sheets for a shadow root, allowed under a content policy without inline styles. */
export function sheet(css) {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
