// Icons, drawn as SVG paths on a grid of 24.

const PATHS = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  doc: "M7 3h7l4 4v14H7zM14 3v4h4",
  down: "M6 9l6 6 6-6",
  link: "M8 16l8-8M10 8h6v6",
  menu: "M5 7h14M5 12h14M5 17h9",
  reply: "M10 8L5 13l5 5M5 13h8c4 0 6 2 6 6",
  send: "M4 12l16-8-6 16-3-7z",
  settings: "M5 8h8M17 8h2M5 16h2M11 16h8M15 6v4M9 14v4",
  share: "M12 15V4M8 8l4-4 4 4M5 13v7h14v-7",
  tools: "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14",
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("glyph");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export function fillIcons() {
  for (const place of document.querySelectorAll("[data-icon]")) place.prepend(icon(place.dataset.icon));
}
