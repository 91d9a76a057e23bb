// The page: keeps what the server tells, and shows the chosen chat.

import { draftElement, drawMessage, release, summary } from "/page/bubble.js";
import { setUpComposer, showComposer, showInline, writeInline } from "/page/composer.js";
import { act, ask, button, byId, colour, initials, make, toast } from "/page/dom.js";
import { fillIcons } from "/page/icons.js";
import { addCall, setUpPanel, showPanel, tick } from "/page/panel.js";
import { setUpSettings } from "/page/settings.js";
import { setNow, setUp, when } from "/page/text.js";
import { speak, t } from "/page/words.js";

const state = { me: null, bot: null, chats: new Map(), open: null, topic: 0, actions: new Map(), replyTo: null };
let early = [];
const tools = {
  state,
  reply(message) { state.replyTo = message; showComposer(state); byId("text").focus(); },
  inline: writeInline,
  say,
  openChat,
};

const chat = () => state.chats.get(state.open);
const inTopic = (message) => !chat().is_forum || !state.topic || (message.message_thread_id || 1) === state.topic;

function take(whole) {
  state.me = whole.me;
  state.bot = whole.bot;
  state.chats = new Map(whole.chats.map((each) => [each.id, { ...each, messages: new Map(each.messages.map((one) => [one.message_id, one])) }]));
  setNow(whole.clock.now);
  setUp(state.me, say);
  speak(state.me.language_code);
  byId("me-name").textContent = state.me.first_name;
  if (!state.chats.has(state.open)) state.open = whole.chats[0].id;
  showPanel(state, whole);
  showAll();
}

function showAll() {
  showChats();
  showRoom();
}

function showChats() {
  const list = byId("chats");
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
  const rows = [...state.chats.values()].map((each) => {
    const last = [...each.messages.values()].at(-1);
    const row = button("chat-row", "", () => openChat(each.id));
    row.dataset.chat = each.id;
    if (each.id === state.open) row.setAttribute("aria-current", "true");
    const face = make("span", faceOf(each), initials(each.name));
    face.setAttribute("aria-hidden", "true");
    const head = make("span", "chat-head", make("b", "", each.name), make("time", "", last ? when(new Date(last.date * 1000), { hour: "2-digit", minute: "2-digit" }) : ""));
    row.append(face, make("span", "chat-lines", head, make("span", "chat-last", lastLine(each, last))));
    return make("li", "", row);
  });
  list.replaceChildren(...rows);
  if (focused) list.querySelector(`[data-chat="${focused}"]`)?.focus();
}

const faceOf = (each) => `avatar ${each.type === "private" ? "of-bot" : colour(each.id)}`;

function lastLine(each, last) {
  if (state.actions.has(each.id)) return t("typing…");
  if (!last) return t({ private: "Bot", channel: "Channel", group: "Group" }[each.type] || "Group with topics");
  const who = each.type === "private" || !last.from || last.mine ? (last.mine ? `${t("You")}: ` : "") : `${last.from.first_name}: `;
  return who + summary(last).replace(/\s+/g, " ").slice(0, 80);
}

function openChat(id) {
  state.open = id;
  state.topic = 0;
  state.replyTo = null;
  byId("app").dataset.view = "chat";
  showAll();
}

function showRoom() {
  const open = chat();
  byId("room-title").textContent = open.name;
  byId("room-avatar").textContent = initials(open.name);
  byId("room-avatar").className = faceOf(open);
  showSub();
  showTopics(open);
  const list = byId("messages");
  list.replaceChildren();
  if (!open.started) list.append(welcome());
  let previous = null;
  let day = "";
  for (const message of [...open.messages.values()].filter(inTopic)) {
    const today = dayOf(message);
    if (today !== day) { list.append(dayRow(today)); previous = null; }
    day = today;
    list.append(drawMessage(message, open, previous, tools));
    previous = message;
  }
  list.dataset.day = day;
  toBottom(true);
  showComposer(state);
}

function showSub() {
  const open = chat();
  const action = state.actions.get(open.id);
  const sub = byId("room-sub");
  sub.classList.toggle("busy", Boolean(action));
  if (action) sub.textContent = action === "typing" ? t("typing…") : `${action.replaceAll("_", " ")}…`;
  else if (open.type === "private") sub.textContent = t(open.blocked ? "blocked by you" : "bot");
  else sub.textContent = t(open.type === "channel" ? "{n} subscribers" : "{n} members", { n: open.members });
}

function showTopics(open) {
  const bar = byId("topics");
  bar.hidden = !open.is_forum;
  const topics = [{ message_thread_id: 0, name: t("All") }, { message_thread_id: 1, name: t("General") }, ...open.topics];
  bar.replaceChildren(...topics.map((topic) => {
    const chip = button("chip", topic.name, () => { state.topic = topic.message_thread_id; showRoom(); });
    chip.setAttribute("aria-pressed", String(state.topic === topic.message_thread_id));
    return chip;
  }));
}

function welcome() {
  const words = state.bot.description || t("Reads war-update reports, keeps the daily figures they claim, and answers with sources.");
  return make("li", "welcome", make("span", "avatar of-bot big"), make("b", "", t("What can this bot do?")), make("p", "", words), make("p", "muted", t("Press Start below to begin.")));
}

const dayOf = (message) => when(new Date(message.date * 1000), { day: "numeric", month: "long", year: "numeric" });

function dayRow(words) {
  return make("li", "service day", make("span", "pill", words));
}

function put(id, message, edited) {
  const known = state.chats.get(id);
  if (!known) return;
  const old = known.messages.has(message.message_id);
  if (edited && !old) return;
  known.messages.set(message.message_id, message);
  if (id === state.open && inTopic(message)) old ? replaceRow(known, message) : addRow(known, message);
  showChats();
}

function addRow(known, message) {
  const list = byId("messages");
  const near = isNearBottom();
  const shown = [...known.messages.values()].filter(inTopic);
  let previous = shown.at(-2) || null;
  const day = dayOf(message);
  if (day !== list.dataset.day) { list.append(dayRow(day)); previous = null; }
  list.dataset.day = day;
  if (!message.mine) list.querySelector(".is-draft")?.remove();
  const row = drawMessage(message, known, previous, tools);
  row.classList.add("fresh");
  list.append(row);
  if (near || message.mine) toNewest(row);
  else byId("down").classList.add("news");
  showComposer(state);
}

function replaceRow(known, message) {
  const row = byId("messages").querySelector(`[data-id="${message.message_id}"]`);
  if (!row) return;
  const near = isNearBottom();
  const shown = [...known.messages.values()].filter(inTopic);
  const previous = row.classList.contains("joined") ? shown[shown.indexOf(message) - 1] || null : null;
  const path = focusPath(row);
  const fresh = drawMessage(message, known, previous, tools);
  row.replaceWith(fresh);
  if (path !== null) fresh.querySelectorAll("button, a, [tabindex]")[path]?.focus({ preventScroll: true });
  if (near) toBottom();
}

function focusPath(row) {
  if (!row.contains(document.activeElement)) return null;
  return [...row.querySelectorAll("button, a, [tabindex]")].indexOf(document.activeElement);
}

function drop(id, number) {
  state.chats.get(id)?.messages.delete(number);
  if (id === state.open) byId("messages").querySelector(`[data-id="${number}"]`)?.remove();
  showChats();
}

const isNearBottom = () => { const box = byId("scroll"); return box.scrollHeight - box.scrollTop - box.clientHeight < 120; };

// The newest message in view; one that is taller than the view, from its first line.
function toNewest(row) {
  const box = byId("scroll");
  if (row.offsetHeight < box.clientHeight - 20) return toBottom();
  box.scrollTo({ top: row.offsetTop - box.offsetTop - 10, behavior: "smooth" });
}

function toBottom(atOnce) {
  const box = byId("scroll");
  box.scrollTo({ top: box.scrollHeight, behavior: atOnce ? "instant" : "smooth" });
  for (const picture of box.querySelectorAll("img")) if (!picture.complete) picture.addEventListener("load", () => box.scrollTo({ top: box.scrollHeight }), { once: true });
}

async function say(text, extra = {}) {
  const open = chat();
  const body = { chat: open.id, text, as: open.type === "private" ? "person" : byId("speaker").value, ...extra };
  if (open.is_forum && state.topic > 1) body.thread = state.topic;
  if (state.replyTo) body.reply_to = state.replyTo.message_id;
  state.replyTo = null;
  try {
    await act("say", body);
  } catch (error) {
    toast(error.message);
  }
  showComposer(state);
}

let draftTimer = 0;
function drafted({ chat: id, content }) {
  if (id !== state.open) return;
  const near = isNearBottom();
  const list = byId("messages");
  list.querySelector(".is-draft")?.remove();
  list.append(draftElement(content));
  clearTimeout(draftTimer);
  draftTimer = setTimeout(() => list.querySelector(".is-draft")?.remove(), 30000);
  if (near) toBottom();
}

const timers = new Map();
function busy({ chat: id, action }) {
  clearTimeout(timers.get(id));
  if (action) {
    state.actions.set(id, action);
    timers.set(id, setTimeout(() => busy({ chat: id, action: null }), 5000));
  } else state.actions.delete(id);
  if (id === state.open) showSub();
  showChats();
}

async function answered({ callback, text, alert, url }) {
  release(callback);
  if (url) toast(url);
  if (!text) return;
  if (alert) await ask(state.bot.first_name, text, "OK", "");
  else toast(text);
}

const HEARD = {
  message: ({ chat: id, message }) => { if (message.message_id) put(id, message, false); },
  edit: ({ chat: id, message }) => { if (message.message_id) put(id, message, true); },
  delete: ({ chat: id, message }) => drop(id, message),
  action: busy,
  answer: answered,
  draft: drafted,
  inline: (results) => showInline(state, results),
  call: addCall,
  clock: ({ now }) => { setNow(now); tick(); },
  faults: ({ faults }) => showPanel(state, { faults }),
};
const WHOLE = ["chat", "commands", "profile", "person", "webhook"];

function listen() {
  const source = new EventSource("/chat/events");
  source.addEventListener("hello", load);
  for (const [name, heard] of Object.entries(HEARD)) {
    source.addEventListener(name, (event) => {
      const about = JSON.parse(event.data);
      if (early) early.push(() => heard(about));
      else heard(about);
    });
  }
  for (const name of WHOLE) source.addEventListener(name, (event) => { if (!early) take(JSON.parse(event.data)); });
  source.onerror = () => byId("app").classList.add("cut-off");
}

async function load() {
  early = [];
  const whole = await (await fetch("/chat/state")).json();
  byId("app").classList.remove("cut-off");
  take(whole);
  const waiting = early;
  early = null;
  for (const each of waiting) each();
}

fillIcons();
setUpComposer(tools);
setUpPanel(tools);
setUpSettings(state);
byId("back").addEventListener("click", () => { byId("app").dataset.view = "list"; byId("chats").querySelector("[aria-current]")?.focus(); });
byId("down").addEventListener("click", () => toBottom());
byId("scroll").addEventListener("scroll", () => {
  byId("down").hidden = isNearBottom();
  if (isNearBottom()) byId("down").classList.remove("news");
}, { passive: true });
let wasNear = true;
byId("scroll").addEventListener("scroll", () => { wasNear = isNearBottom(); }, { passive: true });
new ResizeObserver(() => { if (wasNear) toBottom(true); }).observe(byId("scroll"));
setInterval(tick, 1000);
listen();
