/**
 * @typedef {[number, number][]} Corners south-west and north-east, as latitude and longitude
 * @typedef {{level: string, from_zoom: number, measure: string, finer_from?: number}} LevelElement
 * @typedef {{name: string, level: string, href: string, boxes?: number[][]}} LayerElement
 * @typedef {{
 *   id: string, shape: string, bounds: Corners, reach?: Corners | null, closest: number, levels: LevelElement[],
 *   named_from: Record<string, number>, backdrop?: string | null,
 *   measures: Record<string, Record<string, import('../words/measures.js').MeasureClass[]>>,
 *   locked?: string | null, selected?: import('./state.js').AreaKey | null,
 *   step?: import('../tools/steps.js').Step | null,
 *   weeks?: Record<string, import('../map/areas.js').WeekOfLevel>, authorities?: string[] | null,
 * }} MapElement
 * @typedef {{element: MapElement, layers: LayerElement[]}} Elements
 */

/**
 * Read the map's element, as the page's view narrows it, and its layers.
 * @returns {Elements}
 */
export function readElements() {
  const lines = (textOf('map-elements') ?? '').split('\n').filter((line) => line.trim());
  const {element, layers} = toElements(lines.map((line) => JSON.parse(line)));
  return {element: {...element, ...JSON.parse(textOf('map-view') ?? '{}')}, layers};
}

/** @type {import('../words/vocabulary.js').Vocabulary | null} */
let known = null;

/** Read the words of the dataset that the page shows. */
export function readVocabulary() {
  known ??= /** @type {import('../words/vocabulary.js').Vocabulary} */ (JSON.parse(textOf('vocabulary') ?? ''));
  return known;
}

/**
 * Tell the map's element and its layers apart.
 * @param {any[]} elements
 * @returns {Elements}
 */
export function toElements(elements) {
  return {
    element: elements.find(({element}) => element === 'map'),
    layers: elements.filter(({element}) => element === 'layer'),
  };
}

/**
 * Return a layer's file where the page holds it.
 * @param {string} name
 * @returns {import('../map/areas.js').LayerFile | null}
 */
export function inlinedLayer(name) {
  const text = textOf(`layer-${name}`);
  return text === null ? null : JSON.parse(text);
}

/**
 * Read what the map stands among where the page says it: land as an SVG path, the largest towns, and the groups of areas
 * with their sizes, all in one frame; and which tiles there are of what is finer.
 * @returns {{
 *   path: string, frame: [number, number, number], towns: [string, number, number][],
 *   groups: [string, number, number, number, number][], tiles: import('../map/surroundings.js').Range | null,
 * } | null}
 */
export function readSurroundings() {
  const text = textOf('surroundings');
  const path = document.querySelector('[data-ground]')?.getAttribute('d') ?? '';
  return text === null ? null : {path, ...JSON.parse(text)};
}

/**
 * Return an address in the site, wherever its root is.
 * @param {string} path
 */
export function siteAddress(path) {
  return `${document.body.dataset.root ?? ''}${path}`;
}

/**
 * Return the address of an area's page, in the period that its figures are of.
 * @param {import('./state.js').AreaKey} area
 * @param {string | null} week null where nothing is on record
 */
export function areaAddress({level, code}, week) {
  const {week: own, now} = document.body.dataset; // an earlier edition's own week is another than that of now
  const isOwn = week === null || (week === own && !now) || isStatic();
  return siteAddress(`areas/${level}/${encodeURIComponent(code)}${isOwn ? '' : `?week=${week}`}`);
}

/**
 * Return the address of one of the edition's files.
 * @param {string} path
 */
export function editionAddress(path) {
  return `${document.body.dataset.edition ?? ''}${path}`;
}

/**
 * Load one of the edition's files, null where there is none; rejects where it did not come.
 * @param {string} path
 */
export async function fetchEditionFile(path) {
  const response = await fetch(editionAddress(path));
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

/**
 * Return the whole address of a script that the page names: an import would take it from where the importing script lies.
 * @param {string} address
 */
export function scriptAddress(address) {
  return new URL(address, document.baseURI).href;
}

/** Return whether the page is a file, with no server behind it that reads its address. */
export function isStatic() {
  return 'static' in document.body.dataset;
}

/**
 * Return whether an address asks for something that a page is not the answer to.
 * @param {string} query
 * @param {{own?: string, options?: string}} page the query that it is the answer to, and the options that there are
 */
export function asksMore(query, {own, options = ''}) {
  const answered = new URLSearchParams(own);
  return [...new URLSearchParams(query)].some(([name, value]) =>
    value && options.split(' ').includes(name) && answered.get(name) !== value);
}

/** Return whether the page is made to stand in another's frame. */
export function isEmbedded() {
  return 'embed' in document.body.dataset;
}

/** Return whether the page stands in another's frame. */
export function isFramed() {
  return parent !== window;
}

/**
 * Say that part of the map did not load, with a button that tries again; say nothing without one.
 * @param {(() => void) | null} retry
 */
export function showFailure(retry) {
  const status = document.getElementById('map-status');
  if (!status || status.hasChildNodes() === Boolean(retry)) return; // It says so already.
  status.replaceChildren();
  if (!retry) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Try again';
  button.addEventListener('click', retry);
  status.append('Part of the map did not load. ', button);
}

/** @param {string} id */
function textOf(id) {
  return document.getElementById(id)?.textContent ?? null;
}
