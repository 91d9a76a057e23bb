// A text with entities, as Telegram's app shows it. Offsets are UTF-16 units, like JavaScript's own.

import { button, copy, make, openLink } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { t } from "/page/words.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

let person = { language_code: "en", time_zone: "UTC" };
let onCommand = () => {};

export function setUp(who, command) {
  person = who;
  onCommand = command;
}

export function drawText(text, entities = []) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const place = document.createDocumentFragment();
  drawRange(place, text, 0, text.length, sorted);
  return place;
}

function drawRange(place, text, start, end, entities) {
  let at = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const stop = entity.offset + entity.length;
    if (entity.offset > at) place.append(text.slice(at, entity.offset));
    let next = index + 1;
    while (next < entities.length && entities[next].offset < stop) next += 1;
    const element = entityElement(entity, text.slice(entity.offset, stop));
    const inside = element.querySelector("[data-inside]") || element;
    inside.removeAttribute("data-inside");
    if (!element.dataset.done) drawRange(inside, text, entity.offset, stop, entities.slice(index + 1, next));
    place.append(element);
    at = element.matches(".quote, .pre") && text[stop] === "\n" ? stop + 1 : stop;
    index = next;
  }
  if (at < end) place.append(text.slice(at, end));
}

function entityElement(entity, words) {
  switch (entity.type) {
    case "bold": case "italic": case "underline": case "strikethrough": case "code":
      return make(TAGS[entity.type]);
    case "text_link":
      return linkElement(entity.url, "");
    case "url":
      return linkElement(/^[a-z]+:\/\//i.test(words) ? words : `http://${words}`, "");
    case "bot_command":
      return commandElement(words);
    case "mention": case "hashtag": case "cashtag": case "email": case "text_mention": case "phone_number":
      return make("span", "tag");
    case "spoiler":
      return spoilerElement();
    case "blockquote": case "expandable_blockquote":
      return quoteElement(entity.type !== "blockquote", words);
    case "pre":
      return preElement(words, entity.language);
    case "date_time":
      return timeElement(entity, words);
    default:
      return make("span");
  }
}

export function linkElement(url, words) {
  const link = make("a", "link", words);
  link.href = /^https?:\/\//i.test(url) ? url : "#";
  link.rel = "noopener noreferrer nofollow";
  link.addEventListener("click", (event) => {
    event.preventDefault();
    openLink(url);
  });
  return link;
}

export function commandElement(words) {
  const element = button("command", "", () => onCommand(words));
  return element;
}

export function spoilerElement() {
  const element = make("span", "spoiler");
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", "Hidden text; press to show");
  const reveal = () => {
    element.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) element.removeAttribute(name);
  };
  element.addEventListener("click", reveal);
  element.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") reveal(); });
  return element;
}

function quoteElement(expandable, words) {
  const inside = make("div", "quote-text");
  inside.dataset.inside = "1";
  const quote = make("blockquote", "quote", inside);
  if (expandable && (words.length > 160 || words.split("\n").length > 3)) {
    quote.classList.add("folded");
    const toggle = button("fold", t("Show more"), () => {
      const folded = quote.classList.toggle("folded");
      toggle.textContent = t(folded ? "Show more" : "Show less");
      toggle.setAttribute("aria-expanded", String(!folded));
    });
    toggle.setAttribute("aria-expanded", "false");
    quote.append(toggle);
  }
  return quote;
}

export function preElement(words, language) {
  const head = make("div", language ? "pre-head" : "pre-head bare", make("span", "", language || ""));
  const copier = button("icon small", "", () => copy(words));
  copier.append(icon("copy"));
  copier.setAttribute("aria-label", "Copy the code");
  head.append(copier);
  const code = make("pre", "", words);
  code.tabIndex = 0;
  const box = make("div", "pre", head, code);
  box.dataset.done = "1";
  return box;
}

export function timeElement(entity, words) {
  const moment = new Date(entity.unix_time * 1000);
  const element = make("time", "moment", formatMoment(moment, entity.date_time_format || "") || words);
  element.dateTime = moment.toISOString();
  element.title = when(moment, { dateStyle: "full", timeStyle: "short" });
  element.dataset.done = "1";
  return element;
}

function formatMoment(moment, format) {
  if (format === "r") return relative(moment);
  const options = {};
  if (format.includes("w")) options.weekday = "long";
  if (format.includes("d")) Object.assign(options, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (format.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  if (/t/i.test(format)) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  if (format.includes("T")) options.second = "2-digit";
  return Object.keys(options).length ? when(moment, options) : "";
}

function relative(moment) {
  const seconds = (moment.getTime() - now()) / 1000;
  const words = new Intl.RelativeTimeFormat(person.language_code, { numeric: "auto" });
  for (const [unit, size] of [["day", 86400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return words.format(Math.round(seconds / size), unit);
  }
  return words.format(Math.round(seconds), "second");
}

let ahead = 0;
export function setNow(milliseconds) {
  ahead = milliseconds - Date.now();
}

export function now() {
  return Date.now() + ahead;
}

export function when(moment, options) {
  const hours = options.timeStyle || options.hour ? { hourCycle: "h23" } : {};
  return new Intl.DateTimeFormat(person.language_code, { timeZone: person.time_zone, ...hours, ...options }).format(moment);
}
