import {editionAddress, inlinedLayer} from '../page/page.js';
import {authorityCode, inWeek, narrow, readAreas} from './areas.js';
import {placesOf} from './names.js';
import {contains, decodeArcs, middle, shapes, sidesOf} from './topology.js';
import {boxAround, isInBox, overlap, project} from './world.js';

/**
 * @typedef {import('./areas.js').Area} Area
 * @typedef {import('./world.js').Point} Point
 * @typedef {import('./world.js').Box} Box
 * @typedef {string | CanvasPattern} Fill
 * @typedef {{area: Area, polygons: import('./topology.js').Polygon[], path: Path2D, box: Box}} Shape
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

  /** @type {{points: Point[], sides: number[]}[]} arcs between areas of one authority */
  #between = [];

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
   * Tell whether the layer has a part in a box.
   * @param {Box} box
   */
  isIn(box) {
    return this.boxes?.some((own) => overlap(own, box)) ?? true;
  }

  /** Tell whether its areas are authorities themselves. */
  get areAuthorities() {
    return !this.#areas.some(({authority}) => authority);
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
    this.shapes.forEach(({path}, row) => this.#pathOf(fills[row]).addPath(path));
  }

  /**
   * Give the area at a point.
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
    const drawn = this.#between.filter(({sides}) => sides.some((row) => fills[row] !== null));
    return pathOfLines(drawn.map(({points}) => points));
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
    const file = this.authorities ? narrow(whole, this.authorities) : whole;
    const arcs = decodeArcs(file);
    const polygons = shapes(file, arcs);
    this.#areas = readAreas(file);
    this.shapes = this.#areas.map((area, row) => shapeOf(area, polygons[row]));
    const lines = sidesOf(file).map((sides, number) => ({points: arcs[number], sides}));
    const authorities = this.#areas.map(authorityCode);
    const isOutline = (/** @type {number[]} */ sides) =>
      sides.length === 1 || new Set(sides.map((row) => authorities[row])).size > 1;
    this.outlines = pathOfLines(lines.filter(({sides}) => isOutline(sides)).map(({points}) => points));
    this.#between = lines.filter(({sides}) => sides.length && !isOutline(sides));
    this.state = 'loaded';
  }
}

/**
 * Give the middle of an area.
 * @param {Shape} shape
 */
export function middleOf({polygons}) {
  return middle(polygons);
}

/** @param {Area} area @param {import('./topology.js').Polygon[]} polygons @returns {Shape} */
function shapeOf(area, polygons) {
  const path = new Path2D();
  for (const ring of polygons.flat()) {
    follow(path, ring);
    path.closePath();
  }
  return {area, polygons, path, box: boxAround(polygons.flat(2))};
}

/** @param {Point[][]} lines */
function pathOfLines(lines) {
  const path = new Path2D();
  for (const line of lines) follow(path, line);
  return path;
}

/** @param {Path2D} path @param {Point[]} points */
function follow(path, points) {
  path.moveTo(...points[0]);
  for (let at = 1; at < points.length; at += 1) path.lineTo(points[at][0], points[at][1]);
}
