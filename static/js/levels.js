import {AreaLayer} from './layers.js';

/**
 * @typedef {import('leaflet').Map} LeafletMap
 * @typedef {{element: import('./page.js').LevelElement, layers: AreaLayer[]}} Level
 */

// Shares of the view's size by which it is widened: chunks load a little ahead, and stay a good while.
const AHEAD = 0.1;
const AWAY = 2;
const GATHER = 150; // milliseconds in which chunks that come one by one are drawn as one

/** Keep on the map what the view wants: the level of its zoom, and of that the layers that it meets. */
export class Levels {
  /** @type {Level | null} the level drawn */
  drawn = null;

  #timer = 0;
  #map;
  #levels;
  #backdrop;
  #onChange;

  /**
   * @param {LeafletMap} map
   * @param {Level[]} levels from the coarsest
   * @param {AreaLayer[]} backdrop what stands under the first level, as outlines alone, until all of it has come
   * @param {() => void} onChange called when a request starts or ends, and when what is drawn has changed
   */
  constructor(map, levels, backdrop, onChange) {
    this.#map = map;
    this.#levels = levels;
    this.#backdrop = backdrop;
    this.#onChange = onChange;
  }

  /** Draw what the page holds, and ask for what the view wants beside it. */
  start() {
    for (const layer of this.#backdrop) {
      this.#load(layer);
      layer.draw(this.#map);
    }
    this.refresh();
  }

  /** Load what the view wants, and draw it once it is there. */
  refresh() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const level = this.#levelOfZoom();
    const view = this.#map.getBounds();
    const wanted = level.layers.filter((layer) => layer.meets(view.pad(AHEAD)));
    for (const layer of wanted) this.#load(layer);
    // Until all of the finer level has come, the coarser one stays: the map is never blank between them.
    const isReady = wanted.every(({state}) => state === 'loaded');
    if (isReady || !this.drawn || this.drawn === level) this.#draw(level, wanted, view.pad(AWAY));
    if (isReady) for (const layer of this.#backdrop) layer.erase();
    this.#onChange();
  }

  /** Load the levels that come in one piece, so that zooming in finds them there. */
  loadAhead() {
    for (const layer of this.#layers()) if (!layer.boxes) this.#load(layer);
  }

  /** Load again what failed. */
  retry() {
    for (const layer of this.#layers()) if (layer.state === 'failed') layer.state = 'waiting';
    this.refresh();
  }

  /** Fit the weight of lines to the zoom; a move follows each zoom, and draws them. */
  scaleLines() {
    for (const layer of this.onMap) layer.scaleLines(this.#map.getZoom());
  }

  /** Count the layer requests under way. */
  get pending() {
    return this.#layers().filter(({state}) => state === 'loading').length;
  }

  /** Tell whether a layer failed to load. */
  get hasFailed() {
    return this.#layers().some(({state}) => state === 'failed');
  }

  /** Give the layers on the map. */
  get onMap() {
    return [...this.#backdrop, ...this.#layers()].filter(({drawn}) => drawn);
  }

  #layers() {
    return this.#levels.flatMap(({layers}) => layers);
  }

  #levelOfZoom() {
    const zoom = this.#map.getZoom();
    return this.#levels.filter(({element}) => element.from_zoom <= zoom).pop() ?? this.#levels[0];
  }

  /** @param {AreaLayer} layer */
  #load(layer) {
    if (layer.state === 'waiting') layer.load(() => this.#answered());
  }

  #answered() {
    if (!this.drawn || this.pending === 0) this.refresh();
    else this.#timer ||= setTimeout(() => this.refresh(), GATHER);
  }

  /** @param {Level} level @param {AreaLayer[]} wanted @param {import('leaflet').LatLngBounds} around */
  #draw(level, wanted, around) {
    const arriving = wanted.filter(({state, drawn}) => state === 'loaded' && !drawn);
    for (const layer of arriving) layer.draw(this.#map);
    for (const layer of this.#layers()) {
      if (!level.layers.includes(layer) || !layer.meets(around)) layer.erase();
    }
    if (arriving.length) for (const layer of level.layers) if (layer.drawn) layer.liftOutlines();
    if (level.layers.some(({drawn}) => drawn)) this.drawn = level;
  }
}
