import {editionAddress} from '../page/page.js';
import {inWeek} from './areas.js';
import {decodeLayer, heldLayer} from './held.js';
import {placesOf} from './names.js';
import {pathOf, pathOfLines} from './outlines.js';
import {contains, middle} from './topology.js';
import {boxAround, isInBox, overlap, project} from './world.js';

/**
 * @typedef {import('./areas.js').Area} Area
 * @typedef {import('./world.js').Point} Point
 * @typedef {import('./world.js').Box} Box
 * @typedef {string | CanvasPattern} Fill
 * @typedef {import('./outlines.js').Outline} Outline
 * @typedef {import('./outlines.js').Outlines} Outlines
 * @typedef {{area: Area} & import('./outlines.js').Outline} Shape an area as it is drawn: it stays the same one when it
 *   is drawn more finely
 * @typedef {{land: Path2D, fills: Map<Fill, Path2D>, between: Path2D}} Painted areas left plain, those of each fill, and
 *   the lines between areas of one authority
 * @typedef {{fill: (area: Area) => Fill | null, week: import('./areas.js').WeekOfLevel | null}} Look how a level's areas
 *   are filled, and in which week, the layer's own where it is null
 */

/** Hold one layer file: whether it has come, its areas, and how they are painted. */
export class AreaLayer {
  /** @type {'waiting' | 'loading' | 'loaded' | 'failed'} */
  state = 'waiting';

  /** @type {Shape[]} */
  shapes = [];

  outlines = new Path2D();

  /** @type {Painted} */
  painted = {land: new Path2D(), fills: new Map(), between: new Path2D()};

  /** @type {import('./outlines.js').Line[]} lines between areas of one authority */
  #between = [];

  /** @type {Outlines} as the file has them */
  #own = {areas: new Map(), lines: []};

  /** @type {Outlines[]} finer ones that stand in their place */
  #finer = [];

  /** @type {Area[]} as the file has them */
  #areas = [];

  /** @type {import('./names.js').Place[] | null} */
  #places = null;

  /** @type {Look | null} */
  #look = null;

  /**
   * @param {import('../page/page.js').LayerElement} element
   * @param {{authorities: string[] | null}} options the only authorities to hold, null meaning all
   */
  constructor(element, {authorities}) {
    this.element = element;
    this.authorities = authorities;
    this.boxes = element.boxes?.map(([west, south, east, north]) =>
      boxAround([project(west, north), project(east, south)]));
  }

  /**
   * Return whether the layer has a part in a box.
   * @param {Box} box
   */
  isIn(box) {
    return this.boxes?.some((own) => overlap(own, box)) ?? true;
  }

  /** Return whether its areas are authorities themselves. */
  get areAuthorities() {
    return !this.#areas.some(({authority}) => authority);
  }

  /** Return the authorities to name; worked out when first asked for, as labels come after the first view. */
  get places() {
    this.#places ??= placesOf(this.shapes);
    return this.#places;
  }

  /**
   * Take the layer from the page, at once, or ask the server for it.
   * @param {() => void} onAnswer called when the server has answered
   */
  load(onAnswer) {
    if (this.takeHeld()) return;
    this.state = 'loading';
    this.#fetch().then(onAnswer);
  }

  /** Take the layer from the page, and tell whether that has it. */
  takeHeld() {
    const held = heldLayer(this.element.name, this.authorities);
    if (held) this.#take(held);
    return held !== null;
  }

  /**
   * Paint the areas as they are to look.
   * @param {Look} look
   */
  paint(look) {
    if (look === this.#look) return;
    this.#look = look;
    const {week} = look;
    this.shapes.forEach((shape, row) => {
      shape.area = week ? inWeek(this.#areas[row], week) : this.#areas[row];
    });
    const fills = this.shapes.map(({area}) => look.fill(area));
    this.painted = {land: new Path2D(), fills: new Map(), between: this.#linesBeside(fills)};
    this.shapes.forEach((shape, row) => this.#pathOf(fills[row]).addPath(pathOf(shape)));
  }

  /**
   * Draw areas by these finer outlines, as far as they have them, and all others by the layer's own.
   * @param {Outlines[]} finer
   */
  refine(finer) {
    const found = finer.filter(({areas}) => this.shapes.some(({area}) => areas.has(area.code)));
    if (found.length === this.#finer.length && found.every((each) => this.#finer.includes(each))) return;
    this.#finer = found;
    this.#lay();
  }

  /**
   * Return the area at a point.
   * @param {Point} point
   */
  shapeAt(point) {
    return this.shapes.find(({box, polygons}) => isInBox(box, point) && contains(polygons, point)) ?? null;
  }

  /** @param {Fill | null} fill */
  #pathOf(fill) {
    const {land, fills} = this.painted;
    if (fill === null) return land;
    const path = fills.get(fill) ?? new Path2D();
    fills.set(fill, path);
    return path;
  }

  /** @param {(Fill | null)[]} fills */
  #linesBeside(fills) {
    const filled = new Set(this.shapes.filter((_, row) => fills[row] !== null).map(({area}) => area.code));
    const drawn = this.#between.filter(({codes}) => codes.some((code) => filled.has(code)));
    return pathOfLines(drawn.map(({points}) => points));
  }

  async #fetch() {
    try {
      const response = await fetch(editionAddress(this.element.href));
      if (!response.ok) throw new Error(`${response.status}`);
      this.#take(decodeLayer(await response.json(), this.authorities));
    } catch {
      this.state = 'failed';
    }
  }

  /** @param {import('./held.js').Decoded} decoded */
  #take({areas, outlines}) {
    this.#areas = areas;
    this.#own = outlines;
    this.shapes = areas.map((area) => ({area, .../** @type {Outline} */ (outlines.areas.get(area.code))}));
    this.#lay();
    this.state = 'loaded';
  }

  /** Lay out the lines and areas by the finest outlines that there are of each. */
  #lay() {
    /** @type {Map<string, Outlines>} */
    const from = new Map(this.shapes.map(({area}) => [area.code, this.#own]));
    for (const each of this.#finer) for (const code of each.areas.keys()) if (from.has(code)) from.set(code, each);
    for (const shape of this.shapes) {
      const outline = from.get(shape.area.code)?.areas.get(shape.area.code);
      if (outline?.polygons !== shape.polygons) Object.assign(shape, outline, {path: undefined});
    }
    // A line belongs to the outlines that all areas beside it are drawn by: where finer ones end they have their own.
    const lines = [this.#own, ...this.#finer].flatMap((each) => each.lines.filter(({codes}) => each === this.#own
      ? codes.every((code) => from.get(code) === each)
      : codes.some((code) => from.get(code) === each)));
    this.outlines = pathOfLines(lines.filter(({isBorder}) => isBorder).map(({points}) => points));
    this.#between = lines.filter(({isBorder}) => !isBorder);
    this.#look = null;
  }
}

/**
 * Return the middle of an area.
 * @param {Shape} shape
 */
export function middleOf({polygons}) {
  return middle(polygons);
}
