import {authorityCode} from './areas.js';
import {middle} from './topology.js';
import {boxAround, overlap} from './world.js';

/**
 * @typedef {import('./layers.js').Shape} Shape
 * @typedef {import('./world.js').Point} Point
 * @typedef {{width: number, height: number}} Size
 * @typedef {{name: string, at: Point, rank: 'town' | 'group' | 'area', within?: Size}} Name where it is in the world, and
 *   the size there of what it names; a group is what areas are grouped by
 * @typedef {{name: string, population: number, at: Point, within: Size}} Place an authority
 */

const FILLED = 0.9;

/**
 * Return the authorities of these areas, each in the middle of its own.
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

/**
 * Name authorities, the most populous first.
 * @param {Place[]} places
 * @returns {Name[]}
 */
export function namesOfPlaces(places) {
  return [...places].sort((a, b) => b.population - a.population).map((place) => ({...place, rank: 'group'}));
}

/**
 * Name the areas that reach into a box, the largest first.
 * @param {Shape[]} shapes
 * @param {import('./world.js').Box} view
 * @returns {Name[]}
 */
export function namesOfAreas(shapes, view) {
  const names = shapes.filter(({box}) => overlap(box, view)).map(({area, polygons, box}) => ({name: area.name, at: middle(polygons), within: sizeOf(box)}));
  return names.sort((a, b) => extentOf(b) - extentOf(a)).map((name) => ({...name, rank: 'area'}));
}

/**
 * Leave out what fills a view: that is what the page is of.
 * @param {(Name & {within: Size})[]} names
 * @param {import('./world.js').Box} view
 */
export function partsOf(names, view) {
  const {width, height} = sizeOf(view);
  return names.filter(({within}) => within.width < FILLED * width && within.height < FILLED * height);
}

/**
 * Let names be larger than what they are of, as between hexagons.
 * @param {Name[]} names
 * @returns {Name[]}
 */
export function withoutSizes(names) {
  return names.map((name) => ({...name, within: undefined}));
}

/** @param {Shape[]} members @returns {Place} */
function placeOf(members) {
  const {name, population} = members[0].area.authority ?? members[0].area;
  const middles = members.map(({polygons}) => middle(polygons));
  /** @param {0 | 1} axis */
  const mean = (axis) => middles.reduce((sum, point) => sum + point[axis], 0) / middles.length;
  const corners = members.flatMap(({box: {west, north, east, south}}) =>
    /** @type {Point[]} */ ([[west, north], [east, south]]));
  return {name, population: population ?? 0, at: [mean(0), mean(1)], within: sizeOf(boxAround(corners))};
}

/** @param {import('./world.js').Box} box @returns {Size} */
function sizeOf({west, north, east, south}) {
  return {width: east - west, height: south - north};
}

/** @param {{within: Size}} name */
function extentOf({within: {width, height}}) {
  return width * height;
}
