import {editionAddress} from '../page/page.js';
import {outlinesOf} from './outlines.js';
import {boxAround, overlap, project} from './world.js';

/**
 * @typedef {import('./world.js').Box} Box
 * @typedef {'waiting' | 'loading' | 'loaded' | 'failed'} Progress
 * @typedef {import('./topology.js').Topology & {outlines: number}} OutlinesFile
 * @typedef {{from_zoom: number, parts: {name: string, box: [number, number, number, number]}[]}[]} Index
 */

/** Hold one part of a level's finer outlines: whether it has come, and what is in it. */
class Part {
  /** @type {Progress} */
  state = 'waiting';

  /** @type {import('./outlines.js').Outlines | null} */
  outlines = null;

  /** @param {Index[number]['parts'][number]} facts */
  constructor({name, box: [west, south, east, north]}) {
    this.name = name;
    this.box = boxAround([project(west, north), project(east, south)]);
  }

  /** @param {OutlinesFile} file */
  take(file) {
    this.outlines = outlinesOf(file, (number) => number < file.outlines);
  }
}

/** @typedef {Part} FinerPart */

/** Fetch the finer outlines of a level, those in view at the resolution of its zoom. */
export class Finer {
  /** @type {Progress} of the index, which says what parts there are */
  state = 'waiting';

  /** @type {{fromZoom: number, parts: Part[]}[]} */
  #resolutions = [];

  #level;
  #from;

  /**
   * @param {string} level
   * @param {number} from the zoom from which there are any
   */
  constructor(level, from) {
    this.#level = level;
    this.#from = from;
  }

  /**
   * Return the parts that take the place of a level's layers in a view, as far as they have come: all that it wants, or
   * else those taken before. What is not there yet is asked for.
   * @param {{zoom: number, box: Box}} view what has to be there
   * @param {Box} around where what is there may stay
   * @param {Part[]} taken
   * @param {() => void} onAnswer called when the server has answered
   * @returns {Part[]}
   */
  take({zoom, box}, around, taken, onAnswer) {
    if (zoom < this.#from) return [];
    if (this.state === 'waiting') this.#ask(this, `finer/${this.#level}.json`, (index) => this.#read(index), onAnswer);
    const parts = this.#resolutions.filter(({fromZoom}) => fromZoom <= zoom).pop()?.parts ?? [];
    const wanted = parts.filter((part) => overlap(part.box, box));
    for (const part of wanted) {
      if (part.state === 'waiting') this.#ask(part, `outlines/${part.name}.json`, (file) => part.take(file), onAnswer);
    }
    if (this.pending) return taken;
    return parts.filter((part) => part.state === 'loaded' && overlap(part.box, around));
  }

  /** Let what failed be asked for again. */
  retry() {
    for (const each of this.#all()) if (each.state === 'failed') each.state = 'waiting';
  }

  /** Count the requests under way. */
  get pending() {
    return this.#all().filter(({state}) => state === 'loading').length;
  }

  /** Return whether a request failed. */
  get hasFailed() {
    return this.#all().some(({state}) => state === 'failed');
  }

  /** @returns {{state: Progress}[]} */
  #all() {
    return [this, ...this.#resolutions.flatMap(({parts}) => parts)];
  }

  /** @param {Index} index */
  #read(index) {
    this.#resolutions = index.map(({from_zoom: fromZoom, parts}) =>
      ({fromZoom, parts: parts.map((part) => new Part(part))}));
  }

  /**
   * @param {{state: Progress}} what
   * @param {string} address
   * @param {(file: any) => void} take
   * @param {() => void} onAnswer
   */
  async #ask(what, address, take, onAnswer) {
    what.state = 'loading';
    try {
      const response = await fetch(editionAddress(address));
      if (!response.ok) throw new Error(`${response.status}`);
      take(await response.json());
      what.state = 'loaded';
    } catch {
      what.state = 'failed';
    }
    onAnswer();
  }
}
