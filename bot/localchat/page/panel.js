// The developer panel: the clock, faults, places, and the raw calls.

import { act, button, byId, make, toast } from "/page/dom.js";
import { now, when } from "/page/text.js";
import { t } from "/page/words.js";

const MOST_CALLS = 200;
const attempt = (name, body) => act(name, body).catch((error) => toast(error.message));
let tools;

export function setUpPanel(given) {
  tools = given;
  byId("panel-open").addEventListener("click", () => toggle(byId("panel").hidden));
  byId("panel-close").addEventListener("click", () => toggle(false));
  for (const each of document.querySelectorAll("[data-travel]")) each.addEventListener("click", () => attempt("travel", JSON.parse(each.dataset.travel)));
  byId("travel-form").addEventListener("submit", (event) => { event.preventDefault(); attempt("travel", { to: byId("travel-to").value }); });
  for (const each of document.querySelectorAll("[data-fault]")) each.addEventListener("click", () => attempt("fault", { kind: each.dataset.fault }));
  byId("fault-clear").addEventListener("click", () => attempt("fault", { clear: true }));
  byId("calls-errors").addEventListener("change", (event) => byId("calls").classList.toggle("only-errors", event.target.checked));
}

function toggle(open) {
  byId("panel").hidden = !open;
  byId("app").classList.toggle("with-panel", open);
  byId("panel-open").setAttribute("aria-expanded", String(open));
  (open ? byId("panel-close") : byId("panel-open")).focus();
}

export function tick() {
  if (!tools?.state.me) return;
  const moment = new Date(now());
  byId("chat-time").textContent = when(moment, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  byId("panel-time").textContent = when(moment, { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

export function showPanel(state, { faults, calls }) {
  byId("fault-list").textContent = faults.length ? t("Waiting: {faults}", { faults: faults.map((each) => `${each.kind.replaceAll("_", " ")} ×${each.times}`).join(", ") }) : t("No fault is waiting.");
  if (calls) byId("calls").replaceChildren(...calls.map(callRow).reverse());
  showPlaces(state);
  tick();
}

function showPlaces(state) {
  const rows = [];
  for (const each of state.chats.values()) {
    if (each.type === "private") {
      rows.push(button("", t(each.blocked ? "Unblock the bot" : "Block the bot"), () => attempt("block", { block: !each.blocked })));
    } else {
      const inside = !["left", "kicked"].includes(each.bot_status);
      rows.push(button("", t(inside ? "Remove the bot from {name}" : "Add the bot to {name}", { name: each.name }), () => attempt("place", { chat: each.id, status: inside ? "kicked" : each.type === "channel" ? "administrator" : "member" })));
    }
  }
  byId("place-buttons").replaceChildren(...rows);
}

export function addCall(call) {
  const list = byId("calls");
  list.prepend(callRow(call));
  while (list.children.length > MOST_CALLS) list.lastElementChild.remove();
}

function callRow(call) {
  const failed = call.status !== 200;
  const head = make("summary", "", make("span", failed ? "status bad" : "status", String(call.status || "—")), make("b", "", call.method), make("time", "", when(new Date(call.at), { hour: "2-digit", minute: "2-digit", second: "2-digit" })));
  const details = make("details", "", head);
  details.addEventListener("toggle", () => {
    if (!details.open || details.children.length > 1) return;
    details.append(jsonBox(t("Sent"), call.arguments), jsonBox(t("Answered"), call.answer));
  });
  return make("li", failed ? "failed" : "", details);
}

function jsonBox(title, value) {
  const box = make("pre", "", JSON.stringify(value, null, 2));
  box.tabIndex = 0;
  box.setAttribute("aria-label", title);
  return make("div", "json", make("span", "hint", title), box);
}
