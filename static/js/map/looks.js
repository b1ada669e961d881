import {makeFill} from './paint.js';

/**
 * @typedef {import('./layers.js').Look} Look
 * @typedef {import('../page/page.js').LevelElement} LevelElement
 * @typedef {import('../page/page.js').MapElement} MapElement
 * @typedef {Record<string, import('./areas.js').WeekOfLevel>} Weeks by level
 * @typedef {{measure: string | null, weeks: Weeks | null}} Shown the measure, null for each level's own, and the weeks,
 *   null for the edition's own
 */

/** Say how the areas of each level look in what is shown: each look is made once, so that it is painted once. */
export class Looks {
  #measures;
  #palette;
  #ratePer;
  #shown;

  /** @type {Map<string, Look>} */
  #made = new Map();

  /**
   * @param {MapElement['measures']} measures
   * @param {import('./paint.js').Palette} palette
   * @param {number} ratePer the number of people that rates are told for
   * @param {Shown} shown
   */
  constructor(measures, palette, ratePer, shown) {
    this.#measures = measures;
    this.#palette = palette;
    this.#ratePer = ratePer;
    this.#shown = shown;
  }

  /** Return the weeks shown by level, null where they are the edition's own. */
  get weeks() {
    return this.#shown.weeks;
  }

  /**
   * Show another measure, or other weeks.
   * @param {Partial<Shown>} shown
   */
  show(shown) {
    this.#shown = {...this.#shown, ...shown};
    this.#made.clear();
  }

  /**
   * Fill areas from another palette.
   * @param {import('./paint.js').Palette} palette
   */
  recolour(palette) {
    this.#palette = palette;
    this.#made.clear();
  }

  /**
   * Return the measure that a level is drawn in.
   * @param {LevelElement} element
   */
  measureOf(element) {
    return this.#shown.measure ?? element.measure;
  }

  /**
   * Return the look of a level's areas.
   * @param {LevelElement} element
   */
  lookOf(element) {
    const {level} = element;
    const measure = this.measureOf(element);
    const look = this.#made.get(level) ?? {
      fill: makeFill(measure, this.#measures[measure][level], this.#palette, this.#ratePer),
      week: this.#shown.weeks?.[level] ?? null,
    };
    this.#made.set(level, look);
    return look;
  }
}
