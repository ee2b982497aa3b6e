// The map of areas with Leaflet: zoom and pan, tied to the list beside it.
//
// The server has drawn the map as SVG already; this replaces that drawing. Without a tile server in the
// installation's settings the canvas is paper with a graticule, and nothing is fetched from any other host.

const WORDS = {
  sv: { map: "Karta. Samma områden står i listan bredvid.", zoomIn: "Zooma in", zoomOut: "Zooma ut", eastWest: ["Ö", "V"], northSouth: ["N", "S"] },
  en: { map: "Map. The list beside it has the same areas.", zoomIn: "Zoom in", zoomOut: "Zoom out", eastWest: ["E", "W"], northSouth: ["N", "S"] },
};
const words = WORDS[document.documentElement.lang] || WORDS.sv;
const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]; // degrees between lines
const MOST_LINES = 6;
const NAMED_NEIGHBOURS = 14; // more names than that would cover the map
const CORNER = 64; // pixels that the map's buttons and its north arrow need
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

/** Streets below, where the installation names a server for them; else lines of latitude and longitude. */
function addBackground(map, root) {
  const { tileUrl, tileAttribution } = root.dataset;
  if (!tileUrl) {
    addGraticule(map);
    return;
  }
  L.tileLayer(tileUrl, { pmIgnore: true }).addTo(map);
  const credit = L.control.attribution({ position: "bottomright", prefix: false }).addTo(map);
  const text = document.createElement("span");
  text.textContent = tileAttribution || new URL(tileUrl).host.replace("{s}.", "");
  credit.addAttribution(text.innerHTML);
}

/** The lines that cross the map, and at each the degree that it stands for. */
function addGraticule(map) {
  map.getContainer().parentElement.classList.add("ks-map__canvas--lines");
  const lines = L.layerGroup().addTo(map);
  const degrees = (value, step, letters) => {
    const text = Math.abs(value).toLocaleString(document.documentElement.lang, { minimumFractionDigits: Math.max(0, -Math.floor(Math.log10(step))) });
    return `${text}° ${letters[value < 0 ? 1 : 0]}`;
  };
  const isFree = (at) => {
    const { x, y } = map.latLngToContainerPoint(at);
    const { x: width, y: height } = map.getSize();
    return y < 1 ? x > CORNER && x < width - CORNER : y > CORNER && y < height - CORNER;
  };
  const add = (ends, at, text, className) => {
    L.polyline(ends, { className: "ks-m-graticule", interactive: false, pmIgnore: true }).addTo(lines);
    if (!isFree(at)) return;
    const icon = L.divIcon({ className: `ks-m-degree ${className}`, html: text, iconSize: null });
    L.marker(at, { icon, interactive: false, keyboard: false, pmIgnore: true }).addTo(lines);
  };
  const draw = () => {
    lines.clearLayers();
    const box = map.getBounds();
    const [south, north, west, east] = [box.getSouth(), box.getNorth(), box.getWest(), box.getEast()];
    const step = STEPS.find((each) => (east - west) / each <= MOST_LINES) || STEPS.at(-1);
    for (let x = Math.ceil(west / step); x * step < east; x += 1) {
      add([[south, x * step], [north, x * step]], [north, x * step], degrees(x * step, step, words.eastWest), "ks-m-degree--top");
    }
    for (let y = Math.ceil(south / step); y * step < north; y += 1) {
      add([[y * step, west], [y * step, east]], [y * step, east], degrees(y * step, step, words.northSouth), "ks-m-degree--end");
    }
  };
  map.on("moveend resize", draw);
}

function addArea(map, area, interactive, named) {
  const className = area.tone ? `ks-m-area ks-m-area--${area.tone}` : "ks-m-area";
  const layer = L.geoJSON(area.geometry, { style: { className }, interactive, pmIgnore: true }).addTo(map);
  if (!area.letter) {
    if (area.tone === "around") {
      layer.bindTooltip(area.name, named ? { permanent: true, direction: "center", className: "ks-map__neighbour" } : { sticky: true });
    }
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
  const named = areas.filter((each) => each.tone === "around").length <= NAMED_NEIGHBOURS;
  addBackground(map, root);
  map.fitBounds(SWEDEN);
  const layers = areas.map((area) => {
    const layer = addArea(map, area, interactive, named);
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
