import {standBeside} from './beside.js';
import {heldLayer, layersOf} from './held.js';
import {openingLevel, openingView} from './opening.js';
import {contentOf, largestIn, layRoundTip, roomFor, tipsOf} from './popup-parts.js';
import {contains} from './topology.js';
import {isInBox} from './world.js';

/**
 * @typedef {import('./areas.js').Area} Area
 * @typedef {import('./world.js').Point} Point
 * @typedef {import('./topology.js').Polygon} Polygon
 * @typedef {{
 *   area: import('../page/state.js').AreaKey | null, shift: [number, number], shiftPictures: () => void, end: () => void,
 * }} EarlyMap the area whose popup is open, the pixels by which the pictures are moved so that a popup has room, what moves
 *   them, and what gives way to the map
 */

const STILL = 8; // pixels that a pointer may move while it taps

/**
 * Answer taps on the rough picture, from what the page holds, until the map has come: with the popup that the map will
 * have, where the map will have it.
 * @param {HTMLElement} container of the map
 * @param {import('../page/page.js').Elements} elements
 * @returns {EarlyMap}
 */
export function answerTaps(container, elements) {
  const popup = makePopup();
  const over = document.createElement('div');
  over.className = 'over-picture';
  over.append(popup);
  /** @type {EarlyMap} */
  const early = {area: null, shift: [0, 0], shiftPictures, end};
  let [startX, startY] = [0, 0];
  container.addEventListener('pointerdown', start);
  container.addEventListener('click', tap);
  popup.lastElementChild?.addEventListener('click', (event) => {
    event.preventDefault();
    close();
  });
  return early;

  function end() {
    container.removeEventListener('pointerdown', start);
    container.removeEventListener('click', tap);
    const hadFocus = over.contains(document.activeElement);
    over.remove();
    const button = /** @type {HTMLElement | null} */ (container.querySelector('.leaflet-popup-close-button'));
    if (hadFocus) button?.focus();
  }

  /** @param {PointerEvent} event */
  function start({clientX, clientY}) {
    [startX, startY] = [clientX, clientY];
  }

  /** @param {MouseEvent} event */
  function tap({clientX, clientY}) {
    if (Math.hypot(clientX - startX, clientY - startY) > STILL) return;
    const {left, top} = container.getBoundingClientRect();
    const {zoom, pointAt} = openingView(container, elements.element, early.shift);
    const found = areaAt(elements, zoom, pointAt(clientX - left, clientY - top));
    if (found) open(found.area, found.polygons);
    else close();
  }

  function close() {
    early.area = null;
    over.remove();
  }

  /** @param {Area} area @param {Polygon[]} polygons */
  function open(area, polygons) {
    early.area = {level: area.level, code: area.code};
    const {clientWidth, clientHeight} = container;
    container.after(over);
    fill(popup, area, largestIn(clientWidth, clientHeight));
    const size = {width: popup.offsetWidth, height: popup.offsetHeight};
    const stand = () => {
      const {pixelAt} = openingView(container, elements.element, early.shift);
      const tips = Object.entries(tipsOf(polygons)).map(([side, tip]) => [side, pixelAt(tip)]);
      return standBeside(Object.fromEntries(tips), size, roomFor(clientWidth, clientHeight));
    };
    move(stand().shift);
    const settled = stand();
    layRoundTip(popup, settled, size);
    popup.style.transform = translation(settled.tip.map(Math.round));
  }

  /** @param {number[]} by */
  function move([x, y]) {
    const [across, down] = early.shift;
    early.shift = [across + Math.round(x), down + Math.round(y)];
    shiftPictures();
  }

  function shiftPictures() {
    const pictures = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-placeholder]'));
    for (const {style} of pictures) style.transform = translation(early.shift.map((pixels) => -pixels));
  }
}

/**
 * Find the area at a point, of the level that the map opens with at a zoom.
 * @param {import('../page/page.js').Elements} elements
 * @param {number} zoom
 * @param {Point} point
 */
function areaAt({element, layers}, zoom, point) {
  for (const {name} of layersOf(layers, openingLevel(element, zoom).level)) {
    const held = heldLayer(name, element.authorities ?? null);
    for (const area of held?.areas ?? []) {
      const outline = held?.outlines.areas.get(area.code);
      if (!outline || !isInBox(outline.box, point) || !contains(outline.polygons, point)) continue;
      return {area, polygons: outline.polygons};
    }
  }
  return null;
}

/**
 * Say an area's figures, as wide as the words are where there is room: as Leaflet lays it out.
 * @param {HTMLElement} popup
 * @param {Area} area
 * @param {{maxWidth: number, maxHeight: number}} largest
 */
function fill(popup, area, {maxWidth, maxHeight}) {
  const content = /** @type {HTMLElement} */ (popup.querySelector('.leaflet-popup-content'));
  content.replaceChildren(contentOf(area));
  Object.assign(content.style, {width: '', height: '', whiteSpace: 'nowrap'});
  Object.assign(content.style, {width: `${Math.min(content.offsetWidth, maxWidth) + 1}px`, whiteSpace: ''});
  const isHigh = content.offsetHeight > maxHeight;
  if (isHigh) content.style.height = `${maxHeight}px`;
  content.classList.toggle('leaflet-popup-scrolled', isHigh);
}

/** Make a popup of the parts that Leaflet's has. */
function makePopup() {
  const popup = document.createElement('div');
  popup.className = 'leaflet-popup';
  popup.innerHTML = '<div class="leaflet-popup-content-wrapper"><div class="leaflet-popup-content"></div></div>' +
    '<div class="leaflet-popup-tip-container"></div><a class="leaflet-popup-close-button" role="button" ' +
    'aria-label="Close popup" href="#close"><span aria-hidden="true">×</span></a>';
  return popup;
}

/** @param {number[]} by */
function translation([x, y]) {
  return `translate(${x}px, ${y}px)`;
}
