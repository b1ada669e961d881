import {fetchEditionFile} from '../page/page.js';
import {landOf, placed} from './surroundings.js';
import {isInBox, WORLD_SIZE} from './world.js';

/**
 * @typedef {import('./world.js').Box} Box
 * @typedef {import('./surroundings.js').Surroundings} Surroundings
 * @typedef {{frame: import('./surroundings.js').Frame, ground: string, towns: [string, number, number, number][]}} TileFile a
 *   town's last number is its place among all, the largest first
 * @typedef {{path: Path2D, box: Box, towns: (import('./names.js').Name & {order: number})[]}} Tile
 */

const COARSEST = 3; // pixels of the screen for a unit of what the page holds, above which finer is asked for

/** Fetch what lies around a view more finely than the page holds it, in tiles. */
export class Tiles {
  #surroundings;
  #ownTowns;
  #ownGrounds;

  /** @type {Map<string, Tile | null>} by name; null while it is under way */
  #tiles = new Map();

  /** @param {Surroundings} surroundings as the page holds them */
  constructor(surroundings) {
    this.#surroundings = surroundings;
    this.#ownTowns = surroundings.towns;
    this.#ownGrounds = surroundings.grounds;
  }

  /**
   * Ask for the tiles in view that were not asked for, where the page's own is too coarse.
   * @param {number} scale pixels of the screen for one of the world
   * @param {Box} view
   * @param {() => void} onAnswer called once all that came of them are there
   */
  async refine(scale, view, onAnswer) {
    const {tiles, unit} = this.#surroundings;
    if (!tiles || unit && unit * scale < COARSEST) return;
    const wanted = namesIn(tiles, view).filter((name) => !this.#tiles.has(name));
    for (const name of wanted) this.#tiles.set(name, null);
    const answers = await Promise.all(wanted.map((name) => this.#fetch(name)));
    if (!answers.some(Boolean)) return; // What the page holds will do.
    this.#gather();
    onAnswer();
  }

  /** @param {string} name */
  async #fetch(name) {
    const file = await fetchEditionFile(`surroundings/${name}.json`).catch(() => null);
    if (file) this.#tiles.set(name, tileOf(file, name));
    else this.#tiles.delete(name);
    return file !== null;
  }

  #gather() {
    const tiles = [...this.#tiles.values()].filter((tile) => tile !== null);
    const others = this.#ownTowns.filter(({at}) => !tiles.some(({box}) => isInBox(box, at)));
    const towns = tiles.flatMap((tile) => tile.towns).sort((a, b) => a.order - b.order);
    Object.assign(this.#surroundings, {grounds: [...this.#ownGrounds, ...tiles], towns: [...others, ...towns]});
  }
}

/** @param {import('./surroundings.js').Range} range @param {Box} view */
function namesIn([zoom, west, north, east, south], view) {
  const side = WORLD_SIZE / 2 ** zoom;
  const [left, right] = [Math.max(west, Math.floor(view.west / side)), Math.min(east, Math.floor(view.east / side))];
  const [top, bottom] = [Math.max(north, Math.floor(view.north / side)), Math.min(south, Math.floor(view.south / side))];
  const names = [];
  for (let column = left; column <= right; column += 1) {
    for (let row = top; row <= bottom; row += 1) names.push(`${zoom}-${column}-${row}`);
  }
  return names;
}

/** @param {TileFile} file @param {string} name @returns {Tile} */
function tileOf({frame, ground, towns}, name) {
  const {pointAt} = placed(frame);
  const [west, north] = pointAt(0, 0);
  const side = WORLD_SIZE / 2 ** Number(name.split('-')[0]);
  return {
    path: landOf(ground, frame),
    box: {west, north, east: west + side, south: north + side},
    towns: towns.map(([town, x, y, order]) => ({name: town, at: pointAt(x, y), rank: 'town', order})),
  };
}
