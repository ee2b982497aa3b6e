// A writing surface for statements: headings, bold, italics, lists and simple tables, nothing else.
//
// <textarea name="body" data-rich-text data-html="<p>…</p>"> becomes an editor. The textarea stays in
// the form, hidden, and holds the HTML; a hidden field "body_format" says "html", so that the server
// knows it is not the light markup that a plain textarea holds. The server cleans what comes in
// again; the cleaning here is for the writer, who sees at once what a paste from Word becomes.

const WORDS = {
  sv: {
    toolbar: "Formatera",
    heading: "Rubrik",
    bold: ["F", "Fet"],
    italic: ["K", "Kursiv"],
    bullets: "Punktlista",
    numbers: "Numrerad lista",
    count: (n) => `${n} ord · Du kan klistra in text från Word`,
  },
  en: {
    toolbar: "Format",
    heading: "Heading",
    bold: ["B", "Bold"],
    italic: ["I", "Italic"],
    bullets: "Bulleted list",
    numbers: "Numbered list",
    count: (n) => `${n} words · text can be pasted from Word`,
  },
};
const words = WORDS[document.documentElement.lang] || WORDS.sv;

// --- Cleaning: only what a statement may hold --------------------------------------------------

const BLOCKS = { H1: "h3", H2: "h3", H3: "h3", H4: "h4", H5: "h4", H6: "h4", P: "p", DIV: "p", BLOCKQUOTE: "p", PRE: "p" };
const MARKS = { B: "strong", STRONG: "strong", I: "em", EM: "em" };
const LISTS = { UL: "ul", OL: "ol" };
const DROPPED = new Set(["SCRIPT", "STYLE", "HEAD", "TITLE", "META", "LINK", "TEMPLATE", "IFRAME", "OBJECT", "SVG", "DEL"]);
// Word: hidden text, the margin's comments and the marks that they hang on.
const HIDDEN = /display:\s*none|mso-hide:\s*all|mso-element:\s*comment/i;
const SPACE = /[ \t\r\n\f\u00a0]*[ \t\r\n\f][ \t\r\n\f\u00a0]*/g; // no-break spaces alone are meant
const MOST_COLUMNS = 12;
const BLOCK_SELECTOR = "h1,h2,h3,h4,h5,h6,p,div,ul,ol,li,table,blockquote,pre";

/** Parse HTML so that the browser neither applies a style nor looks at a handler: the policy forbids both. */
function parse(html) {
  const inert = html
    .replace(/<(style|script)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/\sstyle\s*=/gi, " data-style=")
    .replace(/\son\w+\s*=/gi, " data-handler=");
  return new DOMParser().parseFromString(inert, "text/html").body;
}

/** Copy the children of `from` into `into`, as allowed elements only. */
function copy(from, into) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) copyText(node.textContent.replace(SPACE, " "), into);
    else if (node.nodeType === Node.ELEMENT_NODE && !isHidden(node)) copyElement(node, into);
  }
  return into;
}

/** Between the items of a list there is only the program's own line breaks. */
function copyText(text, into) {
  if (text.trim() || !into.matches("ul, ol")) into.append(text);
}

function isHidden(node) {
  return DROPPED.has(node.tagName.toUpperCase()) || node.className === "msocomanchor" || HIDDEN.test(node.dataset?.style || "");
}

function copyElement(node, into) {
  const tag = node.tagName;
  if (tag === "BR") return into.append(document.createElement("br"));
  if (isWordMarker(node)) return undefined;
  const mark = MARKS[tag] && isMarked(node) ? MARKS[tag] : markOf(node);
  if (mark) return appendFilled(mark, node, into);
  if (LISTS[tag]) return appendFilled(LISTS[tag], node, into);
  if (tag === "LI") return appendFilled("li", node, into);
  if (BLOCKS[tag] && !node.querySelector(BLOCK_SELECTOR)) return appendBlock(node, into);
  if (tag === "TABLE" && isTable(node)) return appendTable(node, into);
  if (tag === "TR") return appendRow(node, into);
  copy(node, into);
  return undefined;
}

/** Google Docs wraps everything in a <b> that is not bold. */
function isMarked(node) {
  return !/(?<![-\w])font-weight:\s*(normal|400)/i.test(node.dataset.style || "");
}

/** Bold and italics that a program wrote as style instead of as an element. */
function markOf(node) {
  if (node.tagName !== "SPAN") return "";
  const style = node.dataset.style || "";
  if (/(?<![-\w])font-weight:\s*(bold|[6-9]00)/i.test(style)) return "strong";
  return /(?<![-\w])font-style:\s*italic/i.test(style) ? "em" : "";
}

function trimEnds(block) {
  const { firstChild: first, lastChild: last } = block;
  if (first?.nodeType === Node.TEXT_NODE) first.data = first.data.replace(/^ +/, "");
  if (last?.nodeType === Node.TEXT_NODE) last.data = last.data.replace(/ +$/, "");
}

function appendFilled(tag, node, into) {
  const made = copy(node, document.createElement(tag));
  if (made.matches("p, h3, h4, li")) trimEnds(made);
  if (made.textContent.trim() || made.querySelector("br")) into.append(made);
}

/** A table is kept if every cell holds only lines of text; one for layout is read as running text. */
function isTable(table) {
  const rows = [...table.rows].filter((row) => row.textContent.trim());
  const widest = Math.max(0, ...rows.map((row) => row.cells.length));
  const isLayout = table.querySelector("table,ul,ol,h1,h2,h3,h4,h5,h6,[rowspan]:not([rowspan='1'])") || table.parentElement.closest("table,li");
  return rows.length > 1 && widest > 1 && widest <= MOST_COLUMNS && !isLayout;
}

/** The first row is the head; rows get as many cells each. */
function appendTable(table, into) {
  const rows = [...table.rows].filter((row) => row.textContent.trim());
  const width = Math.max(...rows.map((row) => row.cells.length));
  const made = document.createElement("table");
  const [head, body] = [made.createTHead(), made.createTBody()];
  if (table.caption?.textContent.trim()) appendBlock(table.caption, into);
  rows.forEach((row, index) => {
    const line = (index ? body : head).insertRow();
    for (let column = 0; column < width; column += 1) line.append(makeCell(row.cells[column], index ? "td" : "th"));
  });
  into.append(made);
}

function makeCell(cell, tag) {
  const made = document.createElement(cell?.textContent.trim() ? tag : "td");
  if (!cell) return made;
  for (const block of cell.querySelectorAll("p,div")) if (block.nextElementSibling) block.append(document.createElement("br"));
  const lines = copy(cell, document.createElement("div"));
  for (const block of lines.querySelectorAll("p")) block.replaceWith(...block.childNodes);
  made.append(...lines.childNodes);
  trimEnds(made);
  return made;
}

/** A row of a table becomes a paragraph, unless a cell holds several. */
function appendRow(row, into) {
  const cells = [...row.cells].filter((cell) => cell.textContent.trim());
  if (cells.some((cell) => cell.querySelectorAll(BLOCK_SELECTOR).length > 1)) {
    cells.forEach((cell) => copy(cell, into));
    return;
  }
  const made = document.createElement("p");
  cells.forEach((cell, index) => copy(cell.querySelector(BLOCK_SELECTOR) || cell, index ? (made.append("; "), made) : made));
  if (cells.length) into.append(made);
}

function appendBlock(node, into) {
  const item = wordListItem(node);
  if (item) return appendItem(item, node, into);
  if (/^MsoListParagraph/.test(node.className) && into.lastElementChild?.matches("ul, ol")) return continueItem(node, into);
  return appendFilled(BLOCKS[node.tagName], node, into);
}

/** Word writes lists as paragraphs whose style says so and whose first span is the bullet. */
function wordListItem(node) {
  const marker = [...node.querySelectorAll("span")].find(isWordMarker)?.textContent.trim();
  if (!marker) return null;
  const level = Number(/mso-list:\s*l\d+\s+level(\d)/i.exec(node.dataset.style || "")?.[1] || 1);
  return { level, marker, kind: /^\(?[0-9a-z]{1,3}[.)]/i.test(marker) ? "ol" : "ul" };
}

/** Put an item into the list that is open on its level, or begin one there. */
function appendItem({ level, marker, kind }, node, into) {
  let holder = into;
  for (let depth = 1; depth < level && holder.lastElementChild?.matches("ul, ol"); depth += 1) holder = holder.lastElementChild.lastElementChild;
  let list = holder.lastElementChild;
  if (list?.localName !== kind) {
    // A list that begins in the middle keeps its number as text: ours always begin at 1.
    if (kind === "ol" && !/^\(?[1ai][.)]/i.test(marker)) return appendNumbered(marker, node, into);
    list = document.createElement(kind);
    holder.append(list);
  }
  return appendFilled("li", node, list);
}

function appendNumbered(marker, node, into) {
  const made = document.createElement("p");
  made.append(`${marker} `);
  into.append(copy(node, made));
}

/** Word indents a further paragraph of an item without repeating its bullet. */
function continueItem(node, into) {
  const items = into.lastElementChild.querySelectorAll(":scope > li");
  const last = items[items.length - 1];
  last.append(document.createElement("br"));
  copy(node, last);
}

function isWordMarker(node) {
  return /mso-list:\s*ignore/i.test(node.dataset?.style || "");
}

/** Text that stands outside any block becomes paragraphs. */
function wrapLoose(root) {
  let paragraph = null;
  for (const node of [...root.childNodes]) {
    const isBlock = node.nodeType === Node.ELEMENT_NODE && node.matches("h3,h4,p,ul,ol,table");
    if (isBlock) paragraph = null;
    else if (paragraph || node.textContent.trim()) {
      if (!paragraph) {
        paragraph = document.createElement("p");
        node.before(paragraph);
      }
      paragraph.append(node);
    } else node.remove();
  }
  return root;
}

export function clean(html) {
  return wrapLoose(copy(parse(html), document.createElement("div"))).innerHTML;
}

function cleanText(text) {
  const holder = document.createElement("div");
  for (const part of text.split(/\r?\n\s*\r?\n/)) {
    const paragraph = document.createElement("p");
    part.split(/\r?\n/).forEach((line, index) => paragraph.append(...(index ? [document.createElement("br")] : []), line));
    if (part.trim()) holder.append(paragraph);
  }
  return holder.innerHTML;
}

// --- The editor --------------------------------------------------------------------------------

const TOOLS = [
  { label: words.heading, act: toggleHeading, isOn: (area) => Boolean(blockAt(area)?.matches("h3,h4")) },
  { label: words.bold, mark: "b", act: () => run("bold"), isOn: () => document.queryCommandState("bold") },
  { label: words.italic, mark: "i", act: () => run("italic"), isOn: () => document.queryCommandState("italic") },
  { label: words.bullets, act: () => run("insertUnorderedList"), isOn: (area) => listAt(area) === "ul" },
  { label: words.numbers, act: () => run("insertOrderedList"), isOn: (area) => listAt(area) === "ol" },
];

/** execCommand is old but the only way that keeps the browser's own undo. */
function run(command, value) {
  document.execCommand(command, false, value);
}

function toggleHeading(area) {
  run("formatBlock", blockAt(area)?.matches("h3,h4") ? "p" : "h3");
}

function elementAt(area) {
  const node = getSelection()?.anchorNode;
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return element && area.contains(element) ? element : null;
}

function blockAt(area) {
  return elementAt(area)?.closest("h3,h4,p,li");
}

function listAt(area) {
  return elementAt(area)?.closest("ul,ol")?.localName;
}

function makeTool(tool) {
  const button = document.createElement("button");
  const [text, name] = [tool.label].flat();
  button.type = "button";
  button.setAttribute("aria-pressed", "false");
  if (name) button.setAttribute("aria-label", name);
  const label = tool.mark ? document.createElement(tool.mark) : button;
  label.textContent = text;
  if (tool.mark) button.append(label);
  return button;
}

function makeToolbar(area) {
  const bar = document.createElement("div");
  bar.className = "ks-compose__tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words.toolbar);
  const buttons = TOOLS.map((tool) => {
    const button = makeTool(tool);
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    button.addEventListener("click", () => {
      area.focus();
      tool.act(area);
      area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    });
    return button;
  });
  bar.append(...buttons);
  roveFocus(bar, buttons);
  return { bar, show: () => TOOLS.forEach((tool, i) => buttons[i].setAttribute("aria-pressed", String(tool.isOn(area)))) };
}

/** One Tab stop for the whole toolbar; the arrow keys move inside it. */
function roveFocus(bar, buttons) {
  buttons.forEach((button, index) => (button.tabIndex = index ? -1 : 0));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const here = buttons.indexOf(document.activeElement);
    const next = buttons[(here + step + buttons.length) % buttons.length];
    buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
    next.focus();
  });
}

/** The area takes over the textarea's id and description, so labels and error links reach it. */
function makeArea(textarea) {
  const area = document.createElement("div");
  area.className = "ks-compose__area";
  area.contentEditable = "true";
  area.tabIndex = 0;
  area.setAttribute("role", "textbox");
  area.setAttribute("aria-multiline", "true");
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) area.setAttribute(name, textarea.getAttribute(name));
  }
  const label = textarea.labels[0];
  if (label) {
    label.id ||= `${textarea.id}_label`;
    area.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => area.focus());
  }
  area.id = textarea.id;
  area.style.minBlockSize = `min(${textarea.rows}lh, 50vh)`;
  return area;
}

function hideTextarea(textarea) {
  if (textarea.required) textarea.required = false; // the browser cannot point at a hidden field
  textarea.removeAttribute("id");
  textarea.hidden = true;
}

function addFormatField(textarea) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = `${textarea.name}_format`;
  field.value = "html";
  textarea.after(field);
}

function countWords(area) {
  return area.innerText.split(/\s+/).filter(Boolean).length;
}

function enhance(textarea) {
  const area = makeArea(textarea);
  const { bar, show } = makeToolbar(area);
  const foot = document.createElement("div");
  foot.className = "ks-compose__foot";
  const frame = document.createElement("div");
  frame.className = "ks-compose";
  frame.append(bar, area, foot);

  const save = () => {
    textarea.value = area.textContent.trim() ? clean(area.innerHTML) : "";
    foot.textContent = words.count(countWords(area));
    show();
  };
  const load = (html) => {
    area.innerHTML = clean(html) || "<p><br></p>";
    save();
  };

  hideTextarea(textarea);
  textarea.before(frame);
  addFormatField(textarea);
  load(textarea.dataset.html);
  area.addEventListener("input", save);
  area.addEventListener("paste", (event) => paste(event));
  area.addEventListener("drop", (event) => event.preventDefault());
  textarea.addEventListener("draft:restored", () => load(textarea.value));
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === area) show();
  });
  textarea.dispatchEvent(new CustomEvent("editor:ready", { bubbles: true }));
}

function paste(event) {
  const html = event.clipboardData.getData("text/html");
  event.preventDefault();
  run("insertHTML", html ? clean(html) : cleanText(event.clipboardData.getData("text/plain")));
}

document.execCommand("defaultParagraphSeparator", false, "p");
for (const textarea of document.querySelectorAll("textarea[data-rich-text][data-html]")) enhance(textarea);
