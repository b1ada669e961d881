import {editionAddress, readSurroundings} from '../page/page.js';
import {decodeArcs} from './topology.js';
import {project, WORLD_SIZE} from './world.js';

/**
 * @typedef {import('./names.js').Name} Name
 * @typedef {Pick<import('./topology.js').Topology, 'transform'> & {rings: number[][][]}} Ground
 * @typedef {{ground: Ground | null, towns: [string, number, number][]}} SurroundingsFile
 */

const COARSEST = 3; // pixels of the screen for a unit of what the page holds, above which finer is asked for

/** Hold what the map stands among: land, and names of towns and of the largest groups of areas. The page holds some. */
export class Surroundings {
  ground = new Path2D();

  /** @type {Name[]} the largest first */
  towns = [];

  /** @type {(Name & {within: import('./names.js').Size})[]} */
  groups = [];

  #isWanted;
  #unit = 0; // pixels of the world

  constructor() {
    const held = readSurroundings();
    this.#isWanted = held !== null;
    if (!held) return;
    const [west, north, scale] = held.frame;
    const unit = WORLD_SIZE / 360 / scale;
    const [left, top] = [(west / 360 + 0.5) * WORLD_SIZE, (north / 360 + 0.5) * WORLD_SIZE];
    if (held.path) this.#unit = unit;
    this.ground.addPath(new Path2D(held.path), new DOMMatrix([unit, 0, 0, unit, left, top]));
    /** @type {(x: number, y: number) => import('./world.js').Point} */
    const pointAt = (x, y) => [left + x * unit, top + y * unit];
    this.towns = held.towns.map(([name, x, y]) => ({name, at: pointAt(x, y), rank: 'town'}));
    this.groups = held.groups.map(([name, x, y, width, height]) =>
      ({name, at: pointAt(x, y), rank: 'group', within: {width: width * unit, height: height * unit}}));
  }

  /**
   * Ask for all that there is, once, where the page's own is too coarse.
   * @param {number} scale pixels of the screen for one of the world
   * @param {() => void} onAnswer
   */
  refine(scale, onAnswer) {
    if (!this.#isWanted || this.#unit * scale < COARSEST && this.#unit) return;
    this.#isWanted = false;
    this.#fetch().then(onAnswer, () => {}); // What the page holds will do.
  }

  async #fetch() {
    const response = await fetch(editionAddress('surroundings.json'));
    if (!response.ok) return;
    /** @type {SurroundingsFile} */
    const {ground, towns} = await response.json();
    this.towns = towns.map(([name, longitude, latitude]) => ({name, at: project(longitude, latitude), rank: 'town'}));
    if (ground) this.ground = pathOf(ground);
  }
}

/** @param {Ground} ground */
function pathOf({rings, transform}) {
  const path = new Path2D();
  for (const [first, ...others] of decodeArcs({arcs: rings, transform})) {
    path.moveTo(...first);
    for (const point of others) path.lineTo(...point);
    path.closePath();
  }
  return path;
}
