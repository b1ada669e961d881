import {readSurroundings} from '../page/page.js';
import {WORLD_SIZE} from './world.js';

/**
 * @typedef {import('./names.js').Name} Name
 * @typedef {import('./world.js').Point} Point
 * @typedef {[number, number, number]} Frame west and north in degrees of longitude, and units a degree
 * @typedef {{path: Path2D, box: import('./world.js').Box | null}} Ground land, and where it is drawn; null is everywhere
 * @typedef {[number, number, number, number, number]} Range the zoom of tiles, and their first and last column and row
 */

/** Hold what the map stands among: land, and names of towns and of the largest groups of areas. The page holds some. */
export class Surroundings {
  /** @type {Ground[]} the page's own, then what is finer, each to be drawn in place of what is before it */
  grounds = [];

  /** @type {Name[]} the largest first */
  towns = [];

  /** @type {(Name & {within: import('./names.js').Size})[]} */
  groups = [];

  /** @type {Range | null} the tiles of what is finer */
  tiles = null;

  unit = 0; // pixels of the world for one of what the page holds, none where it holds no land

  constructor() {
    const held = readSurroundings();
    if (!held) return;
    const {unit, pointAt} = placed(held.frame);
    if (held.path) this.unit = unit;
    this.tiles = held.tiles;
    this.grounds = [{path: landOf(held.path, held.frame), box: null}];
    this.towns = held.towns.map(([name, x, y]) => ({name, at: pointAt(x, y), rank: 'town'}));
    this.groups = held.groups.map(([name, x, y, width, height]) =>
      ({name, at: pointAt(x, y), rank: 'group', within: {width: width * unit, height: height * unit}}));
  }
}

/**
 * Return where a frame's units lie in the world, and how large one is there.
 * @param {Frame} frame
 */
export function placed([west, north, scale]) {
  const unit = WORLD_SIZE / 360 / scale;
  const [left, top] = [(west / 360 + 0.5) * WORLD_SIZE, (north / 360 + 0.5) * WORLD_SIZE];
  /** @type {(x: number, y: number) => Point} */
  const pointAt = (x, y) => [left + x * unit, top + y * unit];
  return {unit, pointAt};
}

/**
 * Place land in the world.
 * @param {string} land
 * @param {Frame} frame
 */
export function landOf(land, frame) {
  const {unit, pointAt} = placed(frame);
  const path = new Path2D();
  path.addPath(new Path2D(land), new DOMMatrix([unit, 0, 0, unit, ...pointAt(0, 0)]));
  return path;
}
