// The text box: sending, the command menu, inline mode, START, reply keyboards.

import { act, button, byId, make, toast } from "/page/dom.js";
import { summary } from "/page/bubble.js";
import { t } from "/page/words.js";

let tools;
let shown = [];
let chosen = -1;
let inlineTimer = 0;
let inlineQuery = null;
let early = null; // results that came before we knew the number of our own question

export function setUpComposer(given) {
  tools = given;
  const box = byId("text");
  byId("write").addEventListener("submit", (event) => { event.preventDefault(); send(); });
  box.addEventListener("input", () => { fit(box); suggest(); });
  box.addEventListener("keydown", onKey);
  byId("menu").addEventListener("click", () => (byId("suggest").hidden ? showCommands("") : hide()));
  byId("start").addEventListener("click", () => act("start", {}).catch((error) => toast(error.message)));
  byId("replying-stop").addEventListener("click", () => { tools.state.replyTo = null; showComposer(tools.state); box.focus(); });
  document.addEventListener("click", (event) => { if (!byId("composer").contains(event.target)) hide(); });
}

const chat = () => tools.state.chats.get(tools.state.open);

export function showComposer(state) {
  const open = state.chats.get(state.open);
  const starting = open.type === "private" && (!open.started || open.blocked);
  byId("start").hidden = !starting;
  byId("start").textContent = t(open.blocked ? "Unblock and restart" : "Start");
  byId("write").hidden = starting || !open.may_write;
  byId("menu").hidden = !open.commands.length;
  byId("replying").hidden = !state.replyTo;
  if (state.replyTo) byId("replying-text").textContent = t("Reply to: {words}", { words: summary(state.replyTo).slice(0, 80) });
  byId("text").placeholder = t(open.type === "channel" ? "Broadcast" : "Message");
  showKeys(open);
}

function showKeys(open) {
  const last = [...open.messages.values()].reverse().find((each) => each.reply_keyboard);
  // A keyboard for one use goes with the next thing that is said, as in Telegram's apps.
  const used = last?.reply_keyboard.one_time_keyboard && [...open.messages.values()].some((each) => each.mine && each.message_id > last.message_id);
  const keyboard = used ? null : last?.reply_keyboard.keyboard;
  byId("keys").hidden = !keyboard;
  byId("keys").replaceChildren(...(keyboard || []).map((row) => make("div", "keyboard-row", ...row.map((key) => button("key", key.text, () => tools.say(key.text))))));
}

function fit(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 160)}px`;
}

function send() {
  const box = byId("text");
  const text = box.value.trim();
  if (!text) return;
  box.value = "";
  fit(box);
  hide();
  tools.say(text);
}

function onKey(event) {
  const open = !byId("suggest").hidden;
  if (event.key === "Escape" && open) { event.preventDefault(); hide(); }
  else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) { event.preventDefault(); choose(chosen + (event.key === "ArrowDown" ? 1 : -1)); }
  else if (open && chosen >= 0 && (event.key === "Enter" || event.key === "Tab")) { event.preventDefault(); shown[chosen].take(event.key === "Tab"); }
  else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
}

function suggest() {
  const text = byId("text").value;
  const name = `@${tools.state.bot.username}`;
  clearTimeout(inlineTimer);
  if (/^\/\w*$/.test(text)) showCommands(text.slice(1));
  else if (text.toLowerCase().startsWith(`${name} `)) inlineTimer = setTimeout(() => askInline(text.slice(name.length + 1)), 300);
  else if (/^@\w*$/.test(text) && name.toLowerCase().startsWith(text.toLowerCase())) showName(name);
  else hide();
}

function showCommands(beginning) {
  const fitting = chat().commands.filter((each) => each.command.startsWith(beginning.toLowerCase()));
  show(fitting.map((each) => ({
    parts: [make("b", "", `/${each.command}`), make("span", "", each.description)],
    take(onlyFill) {
      if (onlyFill) { byId("text").value = `/${each.command} `; hide(); byId("text").focus(); return; }
      byId("text").value = "";
      hide();
      tools.say(chat().type === "private" ? `/${each.command}` : `/${each.command}@${tools.state.bot.username}`);
      byId("text").focus();
    },
  })), t("Commands"));
}

function showName(name) {
  show([{ parts: [make("b", "", name), make("span", "", t("ask the bot from here (inline mode)"))], take() { writeInline({ switch_inline_query_current_chat: "" }); } }], t("Bots"));
}

export function writeInline(answer) {
  const query = answer.switch_inline_query_current_chat ?? answer.switch_inline_query ?? answer.switch_inline_query_chosen_chat?.query ?? "";
  const box = byId("text");
  box.value = `@${tools.state.bot.username} ${query}`;
  box.focus();
  suggest();
}

async function askInline(query) {
  try {
    inlineQuery = (await act("inline", { chat: tools.state.open, query })).query;
    if (early?.query === inlineQuery) return showInline(tools.state, early);
    show([{ parts: [make("span", "muted", t("The bot is looking…"))], take() {} }], t("Inline results"));
    chosen = -1;
    mark();
  } catch (error) {
    toast(error.message);
  }
}

export function showInline(state, answer) {
  early = answer;
  if (answer.query !== inlineQuery) return;
  const { query, results, button: switcher } = answer;
  const rows = results.map((each) => ({
    parts: [make("b", "", each.title || each.caption || "Picture"), make("span", "", each.description || "")],
    async take() {
      byId("text").value = "";
      hide();
      await act("choose", { query, result: each.id, thread: state.topic > 1 ? state.topic : null }).catch((error) => toast(error.message));
    },
  }));
  if (switcher) rows.unshift({ parts: [make("b", "", switcher.text)], take() { hide(); tools.openChat(state.me.id); act("start", { payload: switcher.start_parameter || "" }); } });
  show(rows.length ? rows : [{ parts: [make("span", "muted", t("Nothing found"))], take() {} }], t("Inline results"));
}

function show(rows, label) {
  const list = byId("suggest");
  shown = rows;
  list.setAttribute("aria-label", label);
  list.replaceChildren(...rows.map((row, at) => {
    const option = make("div", "option", ...row.parts);
    option.id = `option-${at}`;
    option.setAttribute("role", "option");
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => row.take(false));
    return option;
  }));
  list.hidden = !rows.length;
  byId("text").setAttribute("aria-expanded", String(!list.hidden));
  byId("menu").setAttribute("aria-expanded", String(!list.hidden));
  choose(0);
}

function choose(at) {
  if (!shown.length) return;
  chosen = (at + shown.length) % shown.length;
  mark();
}

function mark() {
  [...byId("suggest").children].forEach((option, at) => {
    option.setAttribute("aria-selected", String(at === chosen));
    if (at === chosen) option.scrollIntoView({ block: "nearest" });
  });
  if (chosen >= 0) byId("text").setAttribute("aria-activedescendant", `option-${chosen}`);
  else byId("text").removeAttribute("aria-activedescendant");
}

function hide() {
  byId("suggest").hidden = true;
  byId("text").setAttribute("aria-expanded", "false");
  byId("menu").setAttribute("aria-expanded", "false");
  byId("text").removeAttribute("aria-activedescendant");
  shown = [];
  chosen = -1;
}
