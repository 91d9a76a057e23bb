// Who the pretend person is, and how the page looks.

import { act, byId, toast } from "/page/dom.js";

export function setUpSettings(state) {
  const dialog = byId("settings");
  byId("settings-open").addEventListener("click", () => {
    byId("language").value = state.me.language_code;
    byId("zone").value = state.me.time_zone;
    dialog.showModal();
  });
  for (const id of ["language", "zone"]) {
    byId(id).addEventListener("change", () => {
      act("person", { language: byId("language").value, time_zone: byId("zone").value }).catch((error) => toast(error.message));
    });
  }
  const theme = byId("theme");
  theme.value = localStorage.getItem("theme") || "auto";
  paint(theme.value);
  theme.addEventListener("change", () => {
    localStorage.setItem("theme", theme.value);
    paint(theme.value);
  });
}

function paint(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
