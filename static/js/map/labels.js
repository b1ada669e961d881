import {readVocabulary} from '../page/page.js';
import {inLanguage} from '../words/vocabulary.js';
import {DomUtil} from './leaflet.js';
import {place} from './placing.js';
import {meets} from './topology.js';
import {boxInView} from './view.js';
import {isInBox, WORLD_ZOOM} from './world.js';

/**
 * @typedef {import('./layers.js').Shape} Shape
 * @typedef {import('./names.js').Name} Name
 * @typedef {import('./placing.js').Rect} Rect
 */

// Square pixels of map for each name, so that a small map names only what is largest; where small areas are named, towns
// leave them room.
const ROOM = {town: 20_000, group: 20_000, area: 6_000};
const ROOM_BESIDE_AREAS = 80_000;
const LOOSE = 1.2; // of the size of what is named: no larger is its name

/** Write names over the map, none over another or over the selected area, and none cut. */
export class Labels {
  /** @type {DOMRect[]} where names stand on the map's panes */
  boxes = [];

  #map;
  #pane;
  #legend = document.querySelector('.legend[data-corner]'); // it floats over wide maps
  #legendHeight = 0;

  /** @type {[Name[], Shape | null] | null} what was written last */
  #written = null;

  /** @param {import('leaflet').Map} map */
  constructor(map) {
    this.#map = map;
    this.#pane = inLanguage(map.createPane('labels'), readVocabulary().language);
    this.#pane.classList.add('leaflet-zoom-hide');
    this.#pane.setAttribute('aria-hidden', 'true');
    if (this.#legend) new ResizeObserver(() => this.#clear()).observe(this.#legend, {box: 'border-box'});
  }

  /**
   * Write as many of these names as there is room for, each once, the first before the others.
   * @param {Name[]} names
   * @param {Shape | null} selected
   */
  write(names, selected) {
    this.#written = [names, selected];
    const wanted = this.#first(names);
    const spans = wanted.map(spanOf);
    this.#pane.replaceChildren(...spans);
    // All sizes are read before anything moves: the page is laid out once.
    const sizes = spans.map(({offsetWidth, offsetHeight}) => ({width: offsetWidth, height: offsetHeight}));
    const sized = this.#onScreen(wanted, sizes);
    const places = place(sized, this.#edge(), this.#covered(), (rect) => this.#isBeside(rect, selected));
    const corner = this.#map.containerPointToLayerPoint([0, 0]);
    this.#pane.replaceChildren(...spans.filter((_, row) => places[row]));
    this.boxes = [];
    spans.forEach((span, row) => {
      const placed = places[row];
      if (!placed) return;
      const at = corner.add([placed.left, placed.top]);
      DomUtil.setPosition(span, at);
      this.boxes.push(new DOMRect(at.x, at.y, sizes[row].width, sizes[row].height));
      // The dot of a town lies where the town is, beside its name.
      span.style.setProperty('--x', `${sized[row].x - placed.left}px`);
      span.style.setProperty('--y', `${sized[row].y - placed.top}px`);
    });
  }

  /** Write the names anew where the legend that floats over the map has another height. */
  #clear() {
    const {offsetHeight} = /** @type {HTMLElement} */ (this.#legend);
    if (this.#written && offsetHeight !== this.#legendHeight && this.#floats) this.write(...this.#written);
  }

  get #floats() {
    return this.#legend !== null && getComputedStyle(this.#legend).position === 'absolute';
  }

  /** @param {Name[]} names */
  #first(names) {
    const view = boxInView(this.#map);
    const {x, y} = this.#map.getSize();
    const room = names.some(({rank}) => rank === 'area') ? {...ROOM, town: ROOM_BESIDE_AREAS} : ROOM;
    const counts = {town: 0, group: 0, area: 0};
    const seen = new Set();
    return names.filter(({name, at, rank}) => {
      const isLeftOut = !isInBox(view, at) || seen.has(name) || counts[rank] >= Math.ceil((x * y) / room[rank]);
      if (isLeftOut) return false;
      counts[rank] += 1;
      return seen.add(name);
    });
  }

  /** @param {Name[]} names @param {import('./placing.js').Size[]} sizes @returns {import('./placing.js').Sized[]} */
  #onScreen(names, sizes) {
    const {west, north} = boxInView(this.#map);
    const scale = this.#scale;
    return names.map(({at, rank, within}, row) => ({
      ...sizes[row],
      rank,
      x: (at[0] - west) * scale,
      y: (at[1] - north) * scale,
      most: within && {width: LOOSE * within.width * scale, height: LOOSE * within.height * scale},
    }));
  }

  /** @param {Rect} rect @param {Shape | null} shape */
  #isBeside(rect, shape) {
    const {west, north} = boxInView(this.#map);
    const [left, right] = [rect.left, rect.right].map((x) => west + x / this.#scale);
    const [top, bottom] = [rect.top, rect.bottom].map((y) => north + y / this.#scale);
    return !shape || !meets(shape.polygons, {west: left, north: top, east: right, south: bottom});
  }

  /** Return the pixels of the screen for one of the world. */
  get #scale() {
    return this.#map.getZoomScale(this.#map.getZoom(), WORLD_ZOOM);
  }

  #edge() {
    const {x, y} = this.#map.getSize();
    return {left: 0, top: 0, right: x, bottom: y};
  }

  /** Return what lies over the map: no name is half behind it. */
  #covered() {
    const container = this.#map.getContainer();
    const {left, top} = container.getBoundingClientRect();
    const beside = [...container.parentElement?.children ?? []].filter((element) => element !== container);
    const over = beside.filter((element) => !element.hasAttribute('data-placeholder'));
    if (this.#legend && this.#floats) {
      over.push(this.#legend);
      this.#legendHeight = /** @type {HTMLElement} */ (this.#legend).offsetHeight;
    }
    return [...container.querySelectorAll('.leaflet-control, .leaflet-popup'), ...over].map((element) => {
      const rect = element.getBoundingClientRect();
      return {left: rect.left - left, top: rect.top - top, right: rect.right - left, bottom: rect.bottom - top};
    });
  }
}

/** @param {Name} name */
function spanOf({name, rank}) {
  const span = document.createElement('span');
  span.className = rank;
  span.textContent = name;
  return span;
}
