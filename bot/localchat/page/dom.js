// Small things for building the page. Text goes in as text, never as markup.

import { t } from "/page/words.js";

export const byId = (id) => document.getElementById(id);

export function make(tag, className = "", ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export function button(className, label, onClick) {
  const element = make("button", className, label);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}

export async function act(name, body) {
  const response = await fetch(`/chat/do/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || "That did not work");
  return answer;
}

let toastTimer = 0;
export function toast(text) {
  const place = byId("toast");
  place.textContent = text;
  place.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { place.hidden = true; }, 3500);
}

export function ask(title, text, yes, no = t("Cancel")) {
  const dialog = byId("ask");
  byId("ask-title").textContent = title;
  byId("ask-text").textContent = text;
  byId("ask-yes").textContent = yes;
  byId("ask-no").textContent = no;
  byId("ask-no").hidden = !no;
  dialog.returnValue = "no";
  dialog.showModal();
  byId("ask-yes").focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

export async function openLink(url) {
  if (!/^https?:\/\//i.test(url)) return toast(url);
  if (await ask(t("Open this link?"), url, t("Open"))) window.open(url, "_blank", "noopener,noreferrer");
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = make("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  toast(t("Copied"));
}

export function colour(number) {
  return `c${Math.abs(Number(number)) % 7}`;
}

export function initials(name) {
  return name.split(/\s+/).slice(0, 2).map((word) => [...word][0] || "").join("").toUpperCase();
}
