// Rich messages: blocks and rich texts become elements of a fixed list.

import { make } from "/page/dom.js";
import { commandElement, linkElement, preElement, spoilerElement, timeElement } from "/page/text.js";

const INLINE = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
  marked: "mark", subscript: "sub", superscript: "sup",
};

export function drawRichText(text) {
  const place = document.createDocumentFragment();
  if (text === undefined || text === null) return place;
  if (typeof text === "string") place.append(text);
  else if (Array.isArray(text)) for (const each of text) place.append(drawRichText(each));
  else place.append(inlineElement(text));
  return place;
}

function inlineElement(text) {
  let element;
  if (INLINE[text.type]) element = make(INLINE[text.type]);
  else if (text.type === "url") element = linkElement(text.url, "");
  else if (text.type === "spoiler") element = spoilerElement();
  else if (text.type === "bot_command") element = commandElement(text.bot_command);
  else if (text.type === "date_time") return timeElement(text, plain(text.text));
  else if (text.type === "custom_emoji") return make("span", "", text.alternative_text);
  else if (text.type === "mathematical_expression") return make("code", "math", text.expression);
  else element = make("span", "tag");
  element.append(drawRichText(text.text));
  return element;
}

export function plain(text) {
  if (typeof text === "string") return text;
  if (Array.isArray(text)) return text.map(plain).join("");
  return text ? plain(text.text ?? text.alternative_text ?? text.expression ?? "") : "";
}

export function drawBlocks(blocks) {
  const place = document.createDocumentFragment();
  for (const block of blocks) {
    const draw = BLOCKS[block.type];
    if (draw) place.append(draw(block));
  }
  return place;
}

const BLOCKS = {
  paragraph: (block) => make("p", "", drawRichText(block.text)),
  heading: headingElement,
  pre: (block) => preElement(plain(block.text), block.language),
  footer: (block) => make("p", "foot", drawRichText(block.text)),
  divider: () => make("hr"),
  anchor: () => make("span"),
  mathematical_expression: (block) => make("pre", "math", block.expression),
  blockquote: (block) => make("blockquote", "quote", drawBlocks(block.blocks), credit(block)),
  pullquote: (block) => make("blockquote", "quote pull", drawRichText(block.text), credit(block)),
  list: listElement,
  table: tableElement,
  details: detailsElement,
};

function headingElement(block) {
  const element = make("p", `heading h${block.size}`, drawRichText(block.text));
  element.setAttribute("role", "heading");
  element.setAttribute("aria-level", String(Math.min(6, block.size + 2)));
  return element;
}

function credit(block) {
  return block.credit === undefined ? "" : make("cite", "", drawRichText(block.credit));
}

function listElement(block) {
  const numbered = block.items.some((item) => item.value !== undefined);
  const list = make(numbered ? "ol" : "ul");
  for (const item of block.items) {
    const row = make("li", "", drawBlocks(item.blocks));
    if (item.value !== undefined) row.value = item.value;
    if (item.type) list.type = item.type;
    if (item.has_checkbox) row.prepend(make("span", "box", item.is_checked ? "☑ " : "☐ "));
    list.append(row);
  }
  return list;
}

function tableElement(block) {
  const table = make("table");
  if (block.is_bordered) table.classList.add("bordered");
  if (block.is_striped) table.classList.add("striped");
  if (block.caption !== undefined) table.append(make("caption", "", drawRichText(block.caption)));
  const body = make("tbody");
  for (const cells of block.cells) body.append(rowElement(cells));
  table.append(body);
  const frame = make("div", "table-frame", table);
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", plain(block.caption) || "Table");
  return frame;
}

function rowElement(cells) {
  const row = make("tr");
  const headRow = cells.every((cell) => cell.is_header);
  for (const cell of cells) {
    const element = make(cell.is_header ? "th" : "td", `to-${cell.align} at-${cell.valign}`, drawRichText(cell.text));
    if (cell.is_header) element.scope = headRow ? "col" : "row";
    if (cell.colspan) element.colSpan = cell.colspan;
    if (cell.rowspan) element.rowSpan = cell.rowspan;
    row.append(element);
  }
  return row;
}

function detailsElement(block) {
  const details = make("details", "", make("summary", "", drawRichText(block.summary)), drawBlocks(block.blocks));
  details.open = Boolean(block.is_open);
  return details;
}
