// One message: its bubble, the buttons under it, and what it says in the list of chats.

import { act, button, colour, copy, make, openLink, toast } from "/page/dom.js";
import { icon } from "/page/icons.js";
import { drawBlocks, plain } from "/page/rich.js";
import { drawText, when } from "/page/text.js";
import { t } from "/page/words.js";

export function draftElement(content) {
  const bubble = make("div", "bubble draft");
  bubble.append(make("p", "unseen", t("The bot is writing")));
  if (content.rich_message) bubble.append(make("div", "rich", drawBlocks(content.rich_message.blocks)));
  else if (content.text) bubble.append(make("div", "text", drawText(content.text, content.entities)));
  else bubble.append(make("div", "text muted", t("Thinking…")));
  const row = make("li", "message theirs is-draft", make("div", "body", bubble));
  return row;
}

const pressed = new Map();
const answered = new Set(); // the bot may be quicker than the answer to our own request

export function summary(message) {
  if (!message) return "";
  if (message.text) return message.text;
  if (message.rich_message) return message.rich_message.blocks.map((block) => plain(block.text ?? block.summary ?? block.caption ?? "")).filter(Boolean).join(" · ");
  if (message.photo) return `${t("Photo")} ${message.caption || ""}`.trim();
  if (message.document) return message.document.file_name || t("Document");
  return serviceText(message);
}

export function serviceText(message) {
  const who = message.from ? message.from.first_name : "Somebody";
  if (message.new_chat_members) return `${message.new_chat_members.map((each) => each.first_name).join(", ")} joined`;
  if (message.left_chat_member) return `${message.left_chat_member.first_name} left`;
  if (message.forum_topic_created) return `${who} opened the topic “${message.forum_topic_created.name}”`;
  if (message.forum_topic_edited) return `${who} renamed the topic to “${message.forum_topic_edited.name || ""}”`;
  if (message.forum_topic_closed) return `${who} closed the topic`;
  if (message.forum_topic_reopened) return `${who} reopened the topic`;
  if (message.chat_shared) return `${who} picked a channel`;
  if (message.pinned_message) return `${who} pinned a message`;
  if (message.new_chat_title) return `${who} renamed the chat to “${message.new_chat_title}”`;
  if (message.migrate_to_chat_id) return "The group became a supergroup";
  if (message.migrate_from_chat_id) return "The group was upgraded to a supergroup";
  return "";
}

const isService = (message) => Boolean(serviceText(message)) && !message.text;

export function drawMessage(message, chat, previous, tools) {
  const row = make("li", "message");
  row.dataset.id = message.message_id;
  if (isService(message)) {
    row.classList.add("service");
    row.append(make("span", "pill", serviceText(message)));
    return row;
  }
  const author = message.sender_chat ? message.sender_chat.title : message.from.first_name;
  const joined = previous && !isService(previous) && sameAuthor(previous, message) && message.date - previous.date < 300;
  row.classList.add(message.mine ? "mine" : "theirs");
  if (joined) row.classList.add("joined");
  const body = make("div", "body");
  if (chat.type !== "private" && !message.mine) {
    const tint = message.from?.is_bot ? "of-bot" : colour((message.sender_chat || message.from).id);
    const face = make("span", `avatar small ${tint}`, author.slice(0, 1));
    face.setAttribute("aria-hidden", "true");
    row.append(face);
  }
  body.append(bubbleElement(message, chat, author, joined, tools));
  if (message.reply_markup) body.append(keyboardElement(message, chat, tools));
  row.append(body);
  return row;
}

function sameAuthor(one, other) {
  return one.mine === other.mine && (one.from || one.sender_chat).id === (other.from || other.sender_chat).id;
}

function bubbleElement(message, chat, author, joined, tools) {
  const bubble = make("div", "bubble");
  const named = chat.type !== "private" && !message.mine && !joined;
  const name = make("p", named ? `author ${colour((message.sender_chat || message.from).id)}` : "unseen", message.mine ? t("You") : author);
  bubble.append(name);
  if (message.via_bot) bubble.append(make("p", "via", `via @${message.via_bot.username}`));
  if (message.reply_to_message) bubble.append(quotedElement(message));
  if (message.photo) bubble.append(photoElement(message));
  if (message.document) bubble.append(documentElement(message.document));
  if (message.rich_message) {
    const rich = make("div", "rich", drawBlocks(message.rich_message.blocks));
    if (message.rich_message.is_rtl) rich.dir = "rtl";
    bubble.classList.add("has-rich");
    bubble.append(rich);
  }
  const words = make("div", "text");
  if (message.text) words.append(drawText(message.text, message.entities));
  if (message.caption) words.append(drawText(message.caption, message.caption_entities));
  words.append(metaElement(message, chat, tools));
  bubble.append(words);
  return bubble;
}

function metaElement(message, chat, tools) {
  const moment = new Date(message.date * 1000);
  const time = make("time", "", when(moment, { hour: "2-digit", minute: "2-digit" }));
  time.dateTime = moment.toISOString();
  const meta = make("span", "meta");
  const reply = button("icon small reply", "", () => tools.reply(message));
  reply.append(icon("reply"));
  reply.setAttribute("aria-label", `Reply to the message of ${time.textContent}`);
  meta.append(reply);
  if (message.edit_date) meta.append(make("span", "edited", t("edited")));
  meta.append(time);
  return meta;
}

function quotedElement(message) {
  const original = message.reply_to_message;
  const author = original.from ? original.from.first_name : original.chat.title;
  const words = message.quote ? message.quote.text : summary(original);
  return make("div", "quoted", make("b", "", author), make("span", "", words.slice(0, 120)));
}

function photoElement(message) {
  const size = message.photo[message.photo.length - 1];
  const picture = make("img", "photo");
  picture.src = `/chat/file/${encodeURIComponent(size.file_id)}`;
  picture.width = size.width;
  picture.height = size.height;
  picture.loading = "lazy";
  picture.alt = message.caption ? message.caption.slice(0, 120) : "Picture without a caption";
  return picture;
}

function documentElement(file) {
  const link = make("a", "document", icon("doc"), make("span", "", file.file_name || "file"), make("small", "", `${Math.ceil(file.file_size / 1024)} KB`));
  link.href = `/chat/file/${encodeURIComponent(file.file_id)}`;
  link.download = file.file_name || "file";
  return link;
}

function keyboardElement(message, chat, tools) {
  const keyboard = make("div", "keyboard");
  keyboard.setAttribute("role", "group");
  keyboard.setAttribute("aria-label", t("Buttons of this message"));
  message.reply_markup.inline_keyboard.forEach((keys, row) => {
    const line = make("div", "keyboard-row");
    keys.forEach((key, column) => line.append(keyElement(key, message, chat, row, column, tools)));
    keyboard.append(line);
  });
  return keyboard;
}

function keyElement(key, message, chat, row, column, tools) {
  const element = button(`key ${key.style || ""}`, "", () => press(element, message, chat, row, column, tools));
  element.append(make("span", "", key.text));
  if (key.url) element.append(icon("link"));
  if (key.copy_text) element.append(icon("copy"));
  if ("switch_inline_query" in key || key.switch_inline_query_chosen_chat) element.append(icon("share"));
  return element;
}

async function press(element, message, chat, row, column, tools) {
  try {
    const answer = await act("tap", { chat: chat.id, message: message.message_id, row, column });
    if (answer.callback) {
      if (answered.delete(answer.callback)) return;
      element.classList.add("waiting");
      element.setAttribute("aria-busy", "true");
      pressed.set(answer.callback, element);
      setTimeout(() => { if (pressed.has(answer.callback)) release(answer.callback); }, 15000);
    } else if (answer.url) openLink(answer.url);
    else if (answer.copy_text) copy(answer.copy_text.text);
    else tools.inline(answer);
  } catch (error) {
    toast(error.message);
  }
}

export function release(callback) {
  const element = pressed.get(callback);
  pressed.delete(callback);
  if (!element) {
    answered.add(callback);
    return;
  }
  element.classList.remove("waiting");
  element.removeAttribute("aria-busy");
}
