// Maps: outlines of countries that come with the package, points, and the circles that places are expected in.
// Nothing is asked of any other machine. The server's drawing or table stands where this script does not run.
import L from "leaflet";
import { feature } from "topojson-client";

let outlines;

// A ring that crosses the date line goes on beyond 180 degrees, so that no line runs across the whole map.
function unwrap(geometry) {
  const polygons = geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates];
  for (const ring of polygons.flat()) {
    const crosses = ring.some(([lon], at) => at && Math.abs(lon - ring[at - 1][0]) > 180);
    if (crosses) for (const point of ring) if (point[0] < 0) point[0] += 360;
  }
}

async function countries(address) {
  outlines ??= fetch(address)
    .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
    .then((data) => feature(data, data.objects.countries))
    .then((land) => { for (const one of land.features) unwrap(one.geometry); return land; });
  return outlines;
}

// Colours are told by classes, so that the theme's switch reaches what is drawn.
const SHAPES = { unreviewed: "point-unreviewed", begun: "point-begun", done: "point-done" };

function said(point) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = point.href;
  link.textContent = point.title;
  box.append(link);
  if (point.about) {
    const about = document.createElement("p");
    about.textContent = point.about;
    box.append(about);
  }
  return box;
}

function named(point) {
  const name = document.createElement("span");
  name.textContent = point.title;
  return name;
}

function draw(map, points) {
  const bounds = L.latLngBounds([]);
  for (const point of points) {
    const at = [point.lat, point.lon];
    if (point.radius_km) {
      L.circle(at, { radius: point.radius_km * 1000, className: "reach", interactive: false }).addTo(map);
      bounds.extend(L.latLng(at).toBounds(point.radius_km * 2000));
    }
    const shape = L.circleMarker(at, {
      radius: point.size ?? 6, className: `point ${SHAPES[point.state] ?? ""} ${point.ours === false ? "other" : ""}`,
    }).addTo(map);
    if (point.href) shape.bindPopup(said(point));
    if (point.title) shape.bindTooltip(named(point), points.length < 3 ? { permanent: true, direction: "right", offset: [8, 0] } : {});
    bounds.extend(at);
  }
  return bounds;
}

// Names of the countries in view, on the largest piece of each one's land.
function name(map, land) {
  const names = L.layerGroup().addTo(map);
  const places = land.features.map((one) => {
    const polygons = one.geometry.type === "MultiPolygon" ? one.geometry.coordinates : [one.geometry.coordinates];
    const boxes = polygons.map(([outer]) => L.latLngBounds(outer.map(([lon, lat]) => [lat, lon])));
    const size = (box) => (box.getEast() - box.getWest()) * (box.getNorth() - box.getSouth());
    const largest = boxes.reduce((most, box) => (size(box) > size(most) ? box : most));
    return { name: one.properties.name, at: largest.getCenter(), wide: largest.getEast() - largest.getWest() };
  });
  const show = () => {
    names.clearLayers();
    const seen = map.getBounds();
    const least = 220 / 2 ** map.getZoom();
    for (const place of places) {
      if (place.wide < least || !seen.contains(place.at)) continue;
      L.tooltip({ permanent: true, direction: "center", className: "land-name", interactive: false })
        .setLatLng(place.at).setContent(document.createTextNode(place.name).textContent.replace(/[<>&]/g, "")).addTo(names);
    }
  };
  map.on("moveend zoomend", show);
  show();
}

async function make(holder) {
  holder.dataset.ready = "yes";
  const { points } = JSON.parse(holder.dataset.points);
  const land = await countries(holder.dataset.outlines);
  const box = document.createElement("div");
  box.className = "map-canvas";
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", holder.dataset.label);
  holder.replaceChildren(box);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(box, {
    zoomControl: true, attributionControl: false, worldCopyJump: true, minZoom: 1, maxZoom: 12, zoomSnap: 0.25,
    zoomAnimation: !calm, fadeAnimation: !calm, inertia: !calm, scrollWheelZoom: holder.dataset.wheel === "yes",
  });
  map.setView([25, 30], 2);
  L.geoJSON(land, { className: "land", interactive: false, style: { weight: 1 } }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const bounds = draw(map, points);
  if (bounds.isValid()) map.fitBounds(bounds.pad(0.6), { maxZoom: Number(holder.dataset.near ?? 8) });
  name(map, land);
  new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(box);
}

export function start() {
  for (const holder of document.querySelectorAll("[data-map]:not([data-ready])")) {
    make(holder).catch(() => { holder.dataset.failed = "yes"; });
  }
}
