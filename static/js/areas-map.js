// The map of areas with Leaflet: zoom and pan, tied to the list beside it.
//
// The server has drawn the map as SVG already; this replaces that drawing. There are no tiles: the
// canvas is paper, and nothing is fetched from any other host.

const WORDS = {
  sv: { map: "Karta. Samma områden står i listan bredvid.", zoomIn: "Zooma in", zoomOut: "Zooma ut" },
  en: { map: "Map. The list beside it has the same areas.", zoomIn: "Zoom in", zoomOut: "Zoom out" },
};
const words = WORDS[document.documentElement.lang] || WORDS.sv;
const SWEDEN = [[55.2, 10.9], [69.1, 24.2]];

function makeMap(canvas) {
  const holder = document.createElement("div");
  holder.className = "ks-map__leaflet";
  holder.setAttribute("role", "region");
  holder.setAttribute("aria-label", words.map);
  canvas.querySelector("svg").replaceWith(holder);
  const map = L.map(holder, { zoomControl: false, attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25, zoomDelta: 0.5 });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
  return map;
}

function addArea(map, area, interactive) {
  const className = area.tone ? `ks-m-area ks-m-area--${area.tone}` : "ks-m-area";
  const layer = L.geoJSON(area.geometry, { style: { className }, interactive, pmIgnore: true }).addTo(map);
  if (!area.letter) {
    if (area.tone === "around") layer.bindTooltip(area.name, { sticky: true });
    return layer;
  }
  const letter = document.createElement("span");
  letter.textContent = area.letter;
  L.marker(layer.getBounds().getCenter(), {
    icon: L.divIcon({ className: "ks-map__name", html: letter, iconSize: [28, 28] }),
    interactive: false,
    keyboard: false,
    pmIgnore: true,
  }).addTo(map);
  return layer;
}

function paths(layer) {
  return layer.getLayers().map((part) => part.getElement());
}

function makeReachable(path, area) {
  if (!area.url) return;
  path.setAttribute("role", "link");
  path.setAttribute("aria-label", `${area.letter} ${area.name}`.trim());
  path.setAttribute("tabindex", "0");
  path.addEventListener("click", () => location.assign(area.url));
  path.addEventListener("keydown", (event) => {
    if (event.key === "Enter") location.assign(area.url);
  });
}

/** Pointing at an area marks its row, and the other way round. */
function tieTogether(parts) {
  const mark = (on) => () => parts.forEach((part) => part.toggleAttribute("data-hover", on));
  for (const part of parts) {
    for (const name of ["mouseenter", "focusin"]) part.addEventListener(name, mark(true));
    for (const name of ["mouseleave", "focusout"]) part.addEventListener(name, mark(false));
  }
}

function enhance(root) {
  // Where one draws, the other areas are a background: a click belongs to the drawing.
  const interactive = !("editable" in root.dataset);
  const areas = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
  const map = makeMap(root.querySelector(".ks-map__canvas"));
  const bounds = L.latLngBounds([]);
  map.fitBounds(SWEDEN);
  const layers = areas.map((area) => {
    const layer = addArea(map, area, interactive);
    if (area.tone !== "around" || !areas.some((each) => each.tone !== "around")) bounds.extend(layer.getBounds());
    return [area, layer];
  });
  const afar = interactive && areas.some((each) => each.tone === "around") ? 0.6 : 0; // as far as the server's drawing
  if (bounds.isValid()) map.fitBounds(bounds.pad(afar), { padding: [28, 28] });
  for (const [area, layer] of layers) {
    const row = root.querySelector(`li[data-area="${CSS.escape(area.id)}"]`);
    for (const path of paths(layer)) {
      path.toggleAttribute("data-on", area.selected);
      if (interactive) makeReachable(path, area);
    }
    tieTogether([row, ...paths(layer)].filter(Boolean));
  }
  root.leafletMap = map; // draw-area.js draws on it
}

for (const root of document.querySelectorAll("[data-areas-map]")) enhance(root);
