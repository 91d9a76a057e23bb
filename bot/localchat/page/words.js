// The page's own words. English is in the page; a language of this table replaces it.

const UK = {
  "Skip to the text box": "До поля повідомлення",
  "Local chat, not Telegram.": "Локальний чат, не Telegram.",
  "It all stays on this computer.": "Усе лишається тут.",
  "Chats": "Чати",
  "Settings": "Налаштування",
  "You are": "Ви —",
  ", a pretend person.": ", вигадана людина.",
  "Chat time:": "Час чату:",
  "Conversation": "Розмова",
  "Conversation so far": "Розмова досі",
  "Back to the chats": "Назад до чатів",
  "Developer panel": "Панель розробника",
  "Topics": "Теми",
  "Messages": "Повідомлення",
  "To the newest message": "До найновішого повідомлення",
  "Suggestions": "Підказки",
  "Reply keyboard": "Клавіатура відповіді",
  "Do not reply": "Не відповідати",
  "Start": "Почати",
  "Menu of commands": "Меню команд",
  "Message": "Повідомлення",
  "Broadcast": "Допис",
  "Send": "Надіслати",
  "Language of the app": "Мова застосунку",
  "Time zone": "Часовий пояс",
  "Colours": "Кольори",
  "Like the system": "Як у системі",
  "Light": "Світлі",
  "Dark": "Темні",
  "Done": "Готово",
  "Cancel": "Скасувати",
  "Open": "Відкрити",
  "Open this link?": "Відкрити це посилання?",
  "Copied": "Скопійовано",
  "Bot": "Бот",
  "bot": "бот",
  "Channel": "Канал",
  "Group": "Група",
  "Group with topics": "Група з темами",
  "typing…": "пише…",
  "blocked by you": "ви заблокували",
  "{n} members": "учасників: {n}",
  "{n} subscribers": "підписників: {n}",
  "All": "Усі",
  "General": "Загальне",
  "What can this bot do?": "Що вміє цей бот?",
  "Reads war-update reports, keeps the daily figures they claim, and answers with sources.":
    "Читає зведення про війну, зберігає щоденні цифри, які в них заявлено, і відповідає з джерелами.",
  "Press Start below to begin.": "Щоб розпочати, натисніть «Почати» внизу.",
  "The bot is writing": "Бот пише",
  "Thinking…": "Думає…",
  "You": "Ви",
  "Photo": "Фото",
  "Document": "Документ",
  "edited": "змінено",
  "Show more": "Показати більше",
  "Show less": "Показати менше",
  "Unblock and restart": "Розблокувати й почати знову",
  "Reply to: {words}": "Відповідь на: {words}",
  "Commands": "Команди",
  "Bots": "Боти",
  "ask the bot from here (inline mode)": "запитати бота звідси (вбудований режим)",
  "The bot is looking…": "Бот шукає…",
  "Nothing found": "Нічого не знайдено",
  "Inline results": "Результати",
  "Buttons of this message": "Кнопки цього повідомлення",
  "Behind the chat": "За лаштунками",
  "Close the panel": "Закрити панель",
  "Tools": "Інструменти",
  "Clock": "Годинник",
  "The bot believes this clock. Travel, and what is due becomes due.":
    "Бот вірить цьому годиннику. Перенесіться в часі, і те, що має статися, станеться.",
  "Tomorrow 07:30": "Завтра о 07:30",
  "+ 1 hour": "+ 1 година",
  "Real time": "Справжній час",
  "Go to": "До",
  "Go": "Перейти",
  "Faults": "Збої",
  "What the bot’s next message meets.": "Що спіткає наступне повідомлення бота.",
  "429 Too many requests": "429 Забагато запитів",
  "Timeout after acceptance": "Прийнято, але без відповіді",
  "Connection breaks before": "Зв’язок обірвано до прийняття",
  "Answer lost": "Відповідь загублено",
  "403 Blocked": "403 Заблоковано",
  "502 Bad gateway": "502 Поганий шлюз",
  "No more faults": "Без збоїв",
  "No fault is waiting.": "Жоден збій не чекає.",
  "Waiting: {faults}": "Чекають: {faults}",
  "People and places": "Люди й місця",
  "In groups, write as": "У групах писати як",
  "me": "я",
  "a colleague": "колега",
  "Block the bot": "Заблокувати бота",
  "Unblock the bot": "Розблокувати бота",
  "Remove the bot from {name}": "Вилучити бота: {name}",
  "Add the bot to {name}": "Додати бота: {name}",
  "Calls to the Bot API": "Виклики Bot API",
  "only refused ones": "лише відхилені",
  "Sent": "Надіслано",
  "Answered": "Відповідь",
};

let table = {};

export function t(english, values = {}) {
  const words = table[english] ?? english;
  return words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

const ATTRIBUTES = ["aria-label", "placeholder"];
const originals = new Map();

// The words that stand in the page from the beginning, kept in English the first time they are met.
function remember() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.data.trim();
    if (words in UK) originals.set(node, words);
  }
  for (const name of ATTRIBUTES) {
    for (const element of document.querySelectorAll(`[${name}]`)) originals.set(element.getAttributeNode(name), element.getAttribute(name));
  }
}

export function speak(language) {
  if (!originals.size) remember();
  table = language === "uk" ? UK : {};
  document.documentElement.lang = language === "uk" ? "uk" : "en";
  for (const [place, english] of originals) {
    if (place instanceof Attr) place.value = t(english);
    else place.data = place.data.replace(place.data.trim(), t(english));
  }
}
