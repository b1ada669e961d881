import {authorityCode} from './areas.js';
import {DomUtil} from './leaflet.js';
import {middle} from './topology.js';
import {boxInView, layerPoint} from './view.js';
import {isInBox} from './world.js';

/**
 * @typedef {import('./layers.js').Shape} Shape
 * @typedef {{name: string, population: number, at: import('./world.js').Point}} Place an authority's name
 */

// Square pixels of map for each label, so that a small or coarse map names only its largest authorities.
const ROOM = 24_000;
const GAP = 6;

/** Write the names of authorities over the map, the most populous first, none over another. */
export class Labels {
  /** @type {DOMRect[]} where names stand on the map's panes */
  boxes = [];

  #map;
  #pane;

  /** @param {import('leaflet').Map} map */
  constructor(map) {
    this.#map = map;
    this.#pane = map.createPane('labels');
    this.#pane.classList.add('leaflet-zoom-hide');
    this.#pane.setAttribute('aria-hidden', 'true');
  }

  /**
   * Write the names of these places, as far as there is room.
   * @param {Place[]} places
   */
  write(places) {
    const {x, y} = this.#map.getSize();
    const view = boxInView(this.#map);
    const named = places
      .filter(({at}) => isInBox(view, at))
      .sort((a, b) => b.population - a.population)
      .slice(0, Math.ceil((x * y) / ROOM));
    const spans = named.map(({name}) => Object.assign(document.createElement('span'), {textContent: name}));
    this.#pane.replaceChildren(...spans);
    this.#lay(spans, named);
  }

  /** @param {HTMLElement[]} spans @param {Place[]} places */
  #lay(spans, places) {
    // All sizes are read before anything moves: the page is laid out once.
    const sizes = spans.map(({offsetWidth, offsetHeight}) => ({width: offsetWidth, height: offsetHeight}));
    const {x: left, y: top} = this.#map.containerPointToLayerPoint([0, 0]);
    const {x, y} = this.#map.getSize();
    const edge = new DOMRect(left, top, x, y);
    /** @type {DOMRect[]} */
    const taken = [];
    this.boxes = [];
    spans.forEach((span, place) => {
      const {width, height} = sizes[place];
      const corner = layerPoint(this.#map, places[place].at).subtract([width / 2, height / 2]).round();
      const box = new DOMRect(corner.x - GAP, corner.y - GAP, width + 2 * GAP, height + 2 * GAP);
      if (!isWithin(box, edge) || taken.some((other) => overlap(box, other))) return span.remove();
      taken.push(box);
      this.boxes.push(new DOMRect(corner.x, corner.y, width, height));
      DomUtil.setPosition(span, corner);
    });
  }
}

/**
 * Give the authorities of these areas, each in the middle of its own.
 * @param {Shape[]} shapes
 * @returns {Place[]}
 */
export function placesOf(shapes) {
  /** @type {Map<string, Shape[]>} */
  const members = new Map();
  for (const shape of shapes) {
    const code = authorityCode(shape.area);
    const others = members.get(code);
    if (others) others.push(shape);
    else members.set(code, [shape]);
  }
  return [...members.values()].map(placeOf);
}

/** @param {Shape[]} members @returns {Place} */
function placeOf(members) {
  const {name, population} = members[0].area.authority ?? members[0].area;
  const middles = members.map(({polygons}) => middle(polygons));
  /** @param {0 | 1} axis */
  const mean = (axis) => middles.reduce((sum, point) => sum + point[axis], 0) / middles.length;
  return {name, population: population ?? 0, at: [mean(0), mean(1)]};
}

/** @param {DOMRect} a @param {DOMRect} b */
function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** @param {DOMRect} inner @param {DOMRect} outer */
function isWithin(inner, outer) {
  const isAcross = inner.left >= outer.left && inner.right <= outer.right;
  return isAcross && inner.top >= outer.top && inner.bottom <= outer.bottom;
}
