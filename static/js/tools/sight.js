import {WORLD_ZOOM} from '../map/world.js';

/** @typedef {import('../map/beside.js').Edges} Edges */

const NARROW = '(max-width: 49.99rem)'; // where the panel is a sheet; tools.css has the same
const MARGIN = 12;
const FREE = 4; // sizes of the map's reach by which it may be moved beyond, while there is a sheet
const LEAST = 96; // pixels of map that are to be seen beside the sheet

/** Keep the selected area in sight where the panel is a sheet that comes up over the map. */
export class Sight {
  #caseMap;
  #panel;
  #reach;
  #isWanted = false;
  #isMoving = false;

  /** @param {import('../map/case-map.js').CaseMap} caseMap @param {HTMLElement} panel */
  constructor(caseMap, panel) {
    this.#caseMap = caseMap;
    this.#panel = panel;
    this.#reach = /** @type {import('leaflet').LatLngBounds | undefined} */ (caseMap.map.options.maxBounds);
    caseMap.addEventListener('select', () => {
      if (!caseMap.selected) caseMap.map.options.maxBounds = this.#reach;
    });
    caseMap.map.on('movestart', () => (this.#isMoving = true));
    caseMap.map.on('moveend', () => {
      this.#isMoving = false;
      this.#keep();
    });
    for (const event of ['draw', 'surround']) caseMap.addEventListener(event, () => this.#keep());
  }

  /** Bring the selected area into sight, once it is drawn and the map is at rest. */
  bring() {
    // Where the map goes there by a zoom that is animated, that has begun by the next frame.
    requestAnimationFrame(() => {
      this.#isWanted = true;
      this.#keep();
    });
  }

  #keep() {
    const {map, selectedShape, surrounded} = this.#caseMap;
    const shape = selectedShape ?? surrounded;
    if (!this.#isWanted || !matchMedia(NARROW).matches || this.#panel.hidden || !shape || this.#isMoving) return;
    this.#isWanted = false;
    // What lies under the sheet is to come out, also where the map reaches no further.
    map.options.maxBounds = this.#reach?.pad(FREE);
    const frame = map.getContainer();
    if (height(roomOf(frame, this.#panel)) < LEAST) frame.scrollIntoView({block: 'start'});
    const shift = shiftInto(edgesOf(map, shape.box), roomOf(frame, this.#panel));
    if (shift.some(Math.round)) map.panBy(shift);
  }
}

/**
 * Return how far the map is to be moved so that an area is in a room: as little as need be, or its middle to the room's
 * where it is larger.
 * @param {Edges} area
 * @param {Edges} room
 * @returns {[number, number]}
 */
export function shiftInto(area, room) {
  return [
    shiftAlong(area.left, area.right, room.left + MARGIN, room.right - MARGIN),
    shiftAlong(area.top, area.bottom, room.top + MARGIN, room.bottom - MARGIN),
  ];
}

/** @param {number} start @param {number} end @param {number} least @param {number} most */
function shiftAlong(start, end, least, most) {
  if (end - start > most - least) return (start + end - least - most) / 2;
  return start < least ? start - least : Math.max(0, end - most);
}

/**
 * Return the part of the map that is seen, in pixels of the map: what lies in the window and not under the sheet.
 * @param {HTMLElement} frame
 * @param {HTMLElement} sheet
 * @returns {Edges}
 */
function roomOf(frame, sheet) {
  const {left, top, right, bottom} = frame.getBoundingClientRect();
  const over = sheet.getBoundingClientRect();
  const isAtSide = over.top <= top && over.left > left;
  return {
    left: 0,
    top: Math.max(0, -top),
    right: (isAtSide ? Math.min(right, over.left) : right) - left,
    bottom: Math.min(bottom, innerHeight, isAtSide ? Infinity : over.top) - top,
  };
}

/** @param {Edges} edges */
function height({top, bottom}) {
  return bottom - top;
}

/**
 * Return an area's edges in pixels of the map.
 * @param {import('leaflet').Map} map
 * @param {import('../map/world.js').Box} box
 * @returns {Edges}
 */
function edgesOf(map, {west, north, east, south}) {
  const at = (/** @type {import('../map/world.js').Point} */ point) =>
    map.latLngToContainerPoint(map.unproject(point, WORLD_ZOOM));
  const [{x: left, y: top}, {x: right, y: bottom}] = [at([west, north]), at([east, south])];
  return {left, top, right, bottom};
}
