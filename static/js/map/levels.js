import {levelAt} from './held.js';

/**
 * @typedef {import('./layers.js').AreaLayer} AreaLayer
 * @typedef {import('./layers.js').Look} Look
 * @typedef {import('./world.js').Box} Box
 * @typedef {import('./finer.js').Finer} Finer
 * @typedef {import('./finer.js').FinerPart} FinerPart
 * @typedef {{element: import('../page/page.js').LevelElement, layers: AreaLayer[], finer: Finer | null}} Level
 * @typedef {{zoom: number, box: Box}} View what the map shows of the world
 */

// Shares of the view's size by which it is widened: chunks load a little ahead, and stay a good while.
const AHEAD = 0.05;
const AWAY = 2;
const GATHER = 150; // milliseconds in which chunks that come one by one are drawn as one
const REST = 120; // milliseconds for which the view rests before anything is asked for: a zoom passes many by

/** Keep ready what the view wants: the level of its zoom, or the one locked, and of that the layers that it meets. */
export class Levels {
  /** @type {Level | null} the level drawn */
  drawn = null;

  /** @type {AreaLayer[]} the layers drawn */
  layers = [];

  /** @type {string | null} the name of the only level to draw */
  locked = null;

  /** @type {Finer | null} of the level that was refined last */
  #refining = null;

  /** @type {FinerPart[]} what its layers are refined by */
  #parts = [];

  #timer = 0;
  #levels;
  #lookOf;
  #view;
  #onChange;

  /**
   * @param {Level[]} levels from the coarsest
   * @param {AreaLayer[]} backdrop what stands under the first level, as outlines alone, until all of it has come
   * @param {(element: import('../page/page.js').LevelElement) => Look} lookOf how a level's areas look now
   * @param {() => View} view
   * @param {() => void} onChange called when a request starts or ends, and when what is drawn has changed
   */
  constructor(levels, backdrop, lookOf, view, onChange) {
    this.#levels = levels;
    this.backdrop = backdrop;
    this.#lookOf = lookOf;
    this.#view = view;
    this.#onChange = onChange;
  }

  /** Draw what the page holds, and ask for what the view wants beside it. */
  start() {
    for (const layer of this.backdrop) {
      this.#load(layer);
      layer.paint({fill: () => null, week: null});
    }
    this.refresh();
  }

  /** Load what the view wants, and draw it once it is there. */
  refresh() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const {zoom, box} = this.#view();
    const level = this.#wanted();
    const wanted = level.layers.filter((layer) => layer.isIn(widened(box, AHEAD)));
    for (const layer of wanted) this.#load(layer);
    // Until all of the finer level has come, the coarser one stays: the map is never blank between them.
    const isReady = wanted.every(({state}) => state === 'loaded');
    if (isReady || !this.drawn || this.drawn === level) this.#draw(level, wanted, widened(box, AWAY));
    if (isReady) this.#refine(level, {zoom, box});
    if (isReady) this.backdrop = [];
    this.#onChange();
  }

  /** Load what the view wants once it has rested. */
  refreshSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), REST);
  }

  /** Ask for nothing while the view moves. */
  waitForRest() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** Paint what is drawn as it is to look now. */
  repaint() {
    if (this.drawn) for (const layer of this.layers) layer.paint(this.#lookOf(this.drawn.element));
  }

  /** Load again what failed. */
  retry() {
    for (const layer of this.#all()) if (layer.state === 'failed') layer.state = 'waiting';
    for (const {finer} of this.#levels) finer?.retry();
    this.refresh();
  }

  /**
   * Return the area at a point of those drawn.
   * @param {import('./world.js').Point} point
   */
  shapeAt(point) {
    for (const layer of this.layers) {
      const shape = layer.shapeAt(point);
      if (shape) return shape;
    }
    return null;
  }

  /** List the areas drawn. */
  get shapes() {
    return this.layers.flatMap(({shapes}) => shapes);
  }

  /** Count the layer requests under way. */
  get pending() {
    const parts = this.#levels.reduce((sum, {finer}) => sum + (finer?.pending ?? 0), 0);
    return this.#all().filter(({state}) => state === 'loading').length + parts;
  }

  /** Return whether a layer failed to load. */
  get hasFailed() {
    return this.#all().some(({state}) => state === 'failed') || this.#levels.some(({finer}) => finer?.hasFailed);
  }

  #all() {
    return this.#levels.flatMap(({layers}) => layers);
  }

  #wanted() {
    const {zoom} = this.#view();
    const locked = this.#levels.find(({element}) => element.level === this.locked);
    return locked ?? levelAt(this.#levels, ({element}) => element.from_zoom, zoom);
  }

  /** @param {AreaLayer} layer */
  #load(layer) {
    if (layer.state === 'waiting') layer.load(() => this.#answered());
  }

  #answered() {
    if (!this.drawn || this.pending === 0) this.refresh();
    else this.#timer ||= setTimeout(() => this.refresh(), GATHER);
  }

  /**
   * Draw the layers as finely as the zoom shows: what is coarser stays until all that is in view has come.
   * @param {Level} level
   * @param {View} view
   */
  #refine({finer}, {zoom, box}) {
    const view = {zoom, box: widened(box, AHEAD)};
    const taken = finer === this.#refining ? this.#parts : [];
    this.#refining = finer;
    this.#parts = finer?.take(view, widened(box, AWAY), taken, () => this.#answered()) ?? [];
    const outlines = this.#parts.flatMap((part) => part.outlines ?? []);
    for (const layer of this.layers) layer.refine(outlines);
    this.repaint();
  }

  /** @param {Level} level @param {AreaLayer[]} wanted @param {Box} around */
  #draw(level, wanted, around) {
    const stay = this.layers.filter((layer) => level.layers.includes(layer) && layer.isIn(around));
    const layers = [...new Set([...stay, ...wanted.filter(({state}) => state === 'loaded')])];
    if (!layers.length && this.drawn === null) return;
    this.layers = layers;
    this.drawn = level;
    this.repaint();
  }
}

/**
 * Return the zoom nearest to one at which a level is drawn; the same for a level that never is.
 * @param {import('../page/page.js').LevelElement[]} levels
 * @param {string} level
 * @param {number} zoom
 */
export function zoomAt(levels, level, zoom) {
  const place = levels.findIndex((element) => element.level === level);
  if (place < 0) return zoom;
  const finer = levels[place + 1]?.from_zoom ?? Infinity;
  return Math.max(levels[place].from_zoom, Math.min(zoom, finer - 0.25));
}

/** @param {Box} box @param {number} share of its size, on every side */
function widened({west, north, east, south}, share) {
  const [x, y] = [(east - west) * share, (south - north) * share];
  return {west: west - x, north: north - y, east: east + x, south: south + y};
}
