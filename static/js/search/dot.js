import {accuracyOf} from './location.js';

/** @typedef {import('./location.js').Reading} Reading */

const SVG = 'http://www.w3.org/2000/svg';
const AROUND_THE_EARTH = 40_075_017; // metres, along the equator
const TILE = 256; // pixels that these are at zoom 0
const BLUE = '#0b5cd6'; // as people know it from other maps; on white it is seen in either scheme

/** A dot on the map where the reader is, in a circle within which they are. */
export class Dot {
  #caseMap;

  /** @type {Reading | null} */
  #reading = null;

  #svg = document.createElementNS(SVG, 'svg');
  #around = circle({fill: BLUE, 'fill-opacity': '0.15', stroke: BLUE, 'stroke-opacity': '0.6'});

  /** @param {import('../map/case-map.js').CaseMap} caseMap */
  constructor(caseMap) {
    this.#caseMap = caseMap;
    this.#svg.append(this.#around, circle({r: '8', fill: BLUE, stroke: '#fff', 'stroke-width': '3'}));
    this.#svg.setAttribute('class', 'leaflet-zoom-hide');
    this.#svg.setAttribute('role', 'img');
    Object.assign(this.#svg.style, {position: 'absolute', width: '1px', height: '1px', overflow: 'visible', pointerEvents: 'none'});
    caseMap.map.on('zoom viewreset', () => this.#stand());
    caseMap.addEventListener('draw', () => this.#stand());
  }

  /** Return whether it is there. */
  get isShown() {
    return this.#reading !== null;
  }

  /**
   * Show where the reader is, or nothing.
   * @param {Reading | null} reading
   */
  show(reading) {
    const {map} = this.#caseMap;
    this.#reading = reading;
    if (!reading) return this.#svg.remove();
    this.#svg.setAttribute('aria-label', `Where you are${accuracyOf(reading)}`);
    (map.getPane('location') ?? map.createPane('location')).append(this.#svg);
    this.#stand();
  }

  #stand() {
    if (!this.#reading) return;
    const {map, shape} = this.#caseMap;
    const {latitude, longitude, accuracy} = this.#reading;
    const {x, y} = map.latLngToLayerPoint([latitude, longitude]);
    const pixels = (TILE * 2 ** map.getZoom()) / (AROUND_THE_EARTH * Math.cos((latitude * Math.PI) / 180));
    this.#svg.style.transform = `translate(${x}px, ${y}px)`;
    this.#svg.style.display = shape === 'map' ? '' : 'none'; // hexagons stand elsewhere
    this.#around.setAttribute('r', String(accuracy > 0 ? accuracy * pixels : 0));
  }
}

/** @param {Record<string, string>} attributes */
function circle(attributes) {
  const element = document.createElementNS(SVG, 'circle');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
