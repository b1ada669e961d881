import {authorityCode, narrow, readAreas} from './areas.js';
import {placesOf} from './labels.js';
import {LatLngBounds} from './leaflet.js';
import {editionAddress, inlinedLayer} from './page.js';
import {drawAreas, drawLand, drawOutlines, scaleLine} from './paths.js';
import {decodeArcs, outlines, shapes} from './topology.js';

/**
 * @typedef {import('./paths.js').Shape} Shape
 * @typedef {import('./paths.js').Brush & {
 *   hiddenWords: string, authorities: string[] | null,
 *   onSelect: (shape: Shape, at: import('leaflet').LatLng) => void,
 * }} Drawing what the layers of a level have in common
 */

/** Hold one layer file: whether it has come, and whether it is on the map. */
export class AreaLayer {
  /** @type {'waiting' | 'loading' | 'loaded' | 'failed'} */
  state = 'waiting';

  /** @type {Shape[]} */
  shapes = [];

  drawn = false;

  /** @type {import('./labels.js').Place[] | null} */
  #places = null;

  /** @type {import('leaflet').Path[]} in the order of drawing */
  #paths = [];

  /** @type {import('leaflet').Path[]} */
  #outlines = [];

  /**
   * @param {import('./page.js').LayerElement} element
   * @param {Drawing} drawing
   */
  constructor(element, drawing) {
    this.element = element;
    this.drawing = drawing;
    this.boxes = element.boxes?.map(([west, south, east, north]) => new LatLngBounds([[south, west], [north, east]]));
  }

  /**
   * Tell whether the layer has a part in a view.
   * @param {import('leaflet').LatLngBounds} view
   */
  meets(view) {
    return this.boxes?.some((box) => view.intersects(box)) ?? true;
  }

  /** Give the authorities to name; worked out when first asked for, as labels come after the first view. */
  get places() {
    this.#places ??= placesOf(this.shapes);
    return this.#places;
  }

  /**
   * Take the layer from the page, at once, or ask the server for it.
   * @param {() => void} onAnswer called when the server has answered
   */
  load(onAnswer) {
    const inlined = inlinedLayer(this.element.name);
    if (inlined) return this.#take(inlined);
    this.state = 'loading';
    this.#fetch().then(onAnswer);
  }

  /**
   * Put the areas on the map, then the outlines of their authorities.
   * @param {import('leaflet').Map} map
   */
  draw(map) {
    if (this.drawn) return;
    this.scaleLines(map.getZoom());
    for (const path of this.#paths) path.addTo(map);
    this.drawn = true;
  }

  /**
   * Fit the weight of lines to a zoom, to be seen when they are next drawn.
   * @param {number} zoom
   */
  scaleLines(zoom) {
    for (const path of this.#paths) scaleLine(path, zoom);
  }

  /** Lift the outlines above areas that were drawn after them. */
  liftOutlines() {
    for (const outline of this.#outlines) outline.bringToFront();
  }

  /** Take the layer off the map. */
  erase() {
    if (this.drawn) for (const path of this.#paths) path.remove();
    this.drawn = false;
  }

  async #fetch() {
    try {
      const response = await fetch(editionAddress(this.element.href));
      if (!response.ok) throw new Error(`${response.status}`);
      this.#take(await response.json());
    } catch {
      this.state = 'failed';
    }
  }

  /** @param {import('./areas.js').LayerFile} whole */
  #take(whole) {
    const {authorities, hiddenWords, onSelect} = this.drawing;
    const file = authorities ? narrow(whole, authorities) : whole;
    const arcs = decodeArcs(file);
    const polygons = shapes(file, arcs);
    const areas = readAreas(file, hiddenWords);
    this.shapes = areas.map((area, place) => ({area, polygons: polygons[place]}));
    this.#outlines = drawOutlines(outlines(file, arcs, areas.map(authorityCode)), areas, this.drawing);
    const drawnAreas = drawAreas(this.shapes, this.drawing, onSelect);
    this.#paths = [drawLand(this.shapes, this.drawing), ...drawnAreas, ...this.#outlines];
    this.state = 'loaded';
  }
}
