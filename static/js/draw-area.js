// Drawing an area's boundary on the map, into the form's textarea[name$="geometry"].
//
// The textarea stays: coordinates can be written or pasted there, and a file can be uploaded, so
// that nothing needs a mouse. Map and textarea follow each other. The server checks what is saved.

const WORDS = {
  sv: {
    empty: "Inget är ritat ännu. Välj Rita ett område, eller skriv koordinater i fältet nedanför.",
    drawing: "Klicka ut hörnen. Klicka på det första hörnet för att bli klar.",
    done: (corners, size) => `Gränsen har ${corners} hörn och omsluter ${size}. Den gäller när du har sparat.`,
    size: (hectares) => (hectares === "0" ? "mindre än en hektar" : `ungefär ${hectares} hektar`),
    unreadable: "Koordinaterna går inte att läsa ännu. De ska vara GeoJSON med en polygon i WGS 84.",
    crossing: "Gränsen får inte korsa sig själv. Flytta hörnet.",
    titles: {
      drawPolyButton: "Rita ett område",
      editButton: "Flytta hörn",
      cutButton: "Klipp ut ett hål",
      deleteButton: "Ta bort en yta",
    },
    actions: { finish: "Klar", cancel: "Avbryt", removeLastVertex: "Ta bort senaste hörnet" },
    tooltips: {
      firstVertex: "Klicka för att sätta första hörnet",
      continueLine: "Klicka för att sätta nästa hörn",
      finishPoly: "Klicka på första hörnet för att bli klar",
    },
  },
  en: {
    empty: "Nothing is drawn yet. Choose Draw an area, or write coordinates in the field below.",
    drawing: "Click out the corners. Click the first corner to finish.",
    done: (corners, size) => `The boundary has ${corners} corners and holds ${size}. It applies once you have saved.`,
    size: (hectares) => (hectares === "0" ? "less than a hectare" : `about ${hectares} hectares`),
    unreadable: "The coordinates cannot be read yet. They must be GeoJSON with a polygon in WGS 84.",
    crossing: "The boundary must not cross itself. Move the corner.",
    titles: { drawPolyButton: "Draw an area", editButton: "Move corners", cutButton: "Cut out a hole", deleteButton: "Remove a part" },
    actions: { finish: "Finish", cancel: "Cancel", removeLastVertex: "Remove the last corner" },
    tooltips: {},
  },
};
const language = document.documentElement.lang === "en" ? "en" : "sv";
const words = WORDS[language];

const DECIMALS = 6; // a decimetre
const EARTH_RADIUS = 6371008.8;
const SQUARE_METRES_PER_HECTARE = 10000;

// --- Geometry ----------------------------------------------------------------------------------

/** The polygons of a GeoJSON geometry, feature or collection; throws when there are none. */
function polygonsOf(given) {
  if (given.type === "FeatureCollection") return given.features.flatMap(polygonsOf);
  if (given.type === "Feature") return polygonsOf(given.geometry);
  if (given.type === "Polygon") return [given.coordinates];
  if (given.type === "MultiPolygon") return given.coordinates;
  throw new TypeError(`${given.type} is no area`);
}

/** Whether every corner is a place on Earth and each ring encloses something: else there is no size to tell. */
function isArea(polygons) {
  const isPlace = ([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90;
  return polygons.every((rings) => rings.length > 0 && rings.every((ring) => ring.length > 3 && ring.every(isPlace) && ringArea(ring) > 0));
}

function geometryOf(polygons) {
  const rounded = JSON.parse(JSON.stringify(polygons), (_key, value) => (typeof value === "number" ? Number(value.toFixed(DECIMALS)) : value));
  return rounded.length === 1 ? { type: "Polygon", coordinates: rounded[0] } : { type: "MultiPolygon", coordinates: rounded };
}

function ringArea(ring) {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  let sum = 0;
  for (let i = 0; i < ring.length - 1; i += 1) {
    const [x1, y1] = ring[i];
    const [x2, y2] = ring[i + 1];
    sum += radians(x2 - x1) * (2 + Math.sin(radians(y1)) + Math.sin(radians(y2)));
  }
  return Math.abs((sum * EARTH_RADIUS ** 2) / 2);
}

function hectares(polygons) {
  const metres = polygons.reduce((sum, [outer, ...holes]) => sum + ringArea(outer) - holes.reduce((all, hole) => all + ringArea(hole), 0), 0);
  return Math.round(metres / SQUARE_METRES_PER_HECTARE).toLocaleString(language);
}

function corners(polygons) {
  return polygons.flat().reduce((sum, ring) => sum + ring.length - 1, 0);
}

// --- The map -----------------------------------------------------------------------------------

function addTools(map) {
  map.pm.setLang(language, { buttonTitles: words.titles, actions: words.actions, tooltips: words.tooltips }, language);
  map.pm.setGlobalOptions({ allowSelfIntersection: false, snapDistance: 12, pathOptions: { className: "ks-m-area ks-m-area--drawn" } });
  map.pm.addControls({
    position: "topright",
    drawMarker: false,
    drawCircleMarker: false,
    drawPolyline: false,
    drawRectangle: false,
    drawCircle: false,
    drawText: false,
    dragMode: false,
    rotateMode: false,
  });
}

/** Geoman's buttons carry their name on the box around them: it is put beside the symbol, for all to read. */
function nameTools(holder) {
  for (const box of holder.querySelectorAll(".leaflet-pm-toolbar .button-container")) {
    const button = box.querySelector("a.leaflet-buttons-control-button");
    if (!button || !box.title || button.querySelector(".ks-map__tool")) continue;
    button.setAttribute("aria-label", box.title);
    const name = document.createElement("span");
    name.className = "ks-map__tool";
    name.textContent = box.title;
    button.append(name);
  }
}

function drawn(group) {
  return group.getLayers().flatMap((layer) => polygonsOf(layer.toGeoJSON()));
}

function enhance(root) {
  const form = root.closest("form") || document;
  const field = form.querySelector('textarea[name$="geometry"]');
  const map = root.leafletMap;
  if (!field || !map) return;
  const status = root.querySelector("[data-map-status]");
  const group = L.featureGroup().addTo(map);
  const say = (text) => (status.textContent = text);

  const describe = () => {
    const polygons = drawn(group);
    say(polygons.length ? words.done(corners(polygons), words.size(hectares(polygons))) : words.empty);
  };
  const write = () => {
    const polygons = drawn(group);
    field.value = polygons.length ? JSON.stringify(geometryOf(polygons)) : "";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    describe();
  };
  const adopt = (layer) => {
    group.addLayer(layer);
    layer.on("pm:edit pm:cut pm:update", write);
    layer.on("pm:intersect", () => say(words.crossing));
  };
  const read = ({ zoom }) => {
    try {
      const polygons = field.value.trim() ? polygonsOf(JSON.parse(field.value)) : [];
      if (!isArea(polygons)) throw new RangeError("no area");
      group.clearLayers();
      for (const coordinates of polygons) {
        L.geoJSON({ type: "Polygon", coordinates }, { style: { className: "ks-m-area ks-m-area--drawn" } }).eachLayer(adopt);
      }
      describe();
      if (zoom && polygons.length) map.fitBounds(group.getBounds(), { padding: [28, 28] });
    } catch {
      group.clearLayers();
      say(words.unreadable);
    }
  };

  addTools(map);
  nameTools(root);
  new MutationObserver(() => nameTools(root)).observe(root.querySelector(".leaflet-control-container"), { childList: true, subtree: true });
  map.on("pm:drawstart", () => say(words.drawing));
  map.on("pm:drawend", describe);
  map.on("pm:create", ({ layer }) => {
    adopt(layer);
    write();
  });
  map.on("pm:cut", ({ layer, originalLayer }) => {
    group.removeLayer(originalLayer);
    layer.eachLayer ? layer.eachLayer(adopt) : adopt(layer);
    write();
  });
  map.on("pm:remove", ({ layer }) => {
    group.removeLayer(layer);
    write();
  });
  field.addEventListener("change", () => read({ zoom: true }));
  field.addEventListener("draft:restored", () => read({ zoom: true }));
  read({ zoom: true });
}

for (const root of document.querySelectorAll("[data-areas-map][data-editable]")) enhance(root);
