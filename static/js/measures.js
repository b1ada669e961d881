/**
 * @typedef {number | 'hidden' | 'missing' | 'not published'} Cell a count, or why there is none
 * @typedef {{difference: number, percent: number | null}} Change percent is null where the week before had none
 * @typedef {{reason: 'hidden' | 'missing' | 'not on record'}} NotCalculable
 * @typedef {{from: number, below: number | null, sign?: number, colour: string, label: string}} MeasureClass values are
 *   classed by their size; a class with a sign holds those of this sign alone
 */

/**
 * Give cases per 100,000 people, unrounded.
 * @param {number} cases
 * @param {number} population
 */
export function rate(cases, population) {
  // In this order, as whole numbers divide exactly where a class begins.
  return (cases * 100_000) / population;
}

/**
 * Divide whole numbers and round to one decimal, halves away from zero.
 * @param {number} numerator
 * @param {number} denominator above zero
 */
export function rounded(numerator, denominator) {
  // By whole numbers alone, as on the server: a quotient of floats may fall on the wrong side of a half.
  const doubled = 20 * Math.abs(numerator) + denominator;
  const tenths = (doubled - (doubled % (2 * denominator))) / (2 * denominator);
  return tenths === 0 ? 0 : (Math.sign(numerator) * tenths) / 10;
}

/**
 * Compare a week with the one before, where both are shown.
 * @param {Cell} cases
 * @param {Cell | null} before
 * @param {boolean} beforeOnRecord
 * @returns {Change | NotCalculable}
 */
export function change(cases, before, beforeOnRecord) {
  if (typeof cases !== 'number') return notCalculable(cases);
  if (!beforeOnRecord || before === null) return {reason: 'not on record'};
  if (typeof before !== 'number') return notCalculable(before);
  const difference = cases - before;
  return {difference, percent: before === 0 ? null : rounded(difference * 100, before)};
}

/**
 * Give what an area is classed by in a measure, null where it cannot be worked out: its cases, its rate unrounded, or its
 * change on the week before in per cent, unrounded, which is infinite where that week had none.
 * @param {string} measure
 * @param {{cases: Cell, population: number | null, before: Cell | null, beforeOnRecord: boolean}} area
 */
export function valueOf(measure, {cases, population, before, beforeOnRecord}) {
  if (typeof cases !== 'number') return null;
  if (measure === 'cases') return cases;
  if (measure === 'rate') return population ? rate(cases, population) : null;
  const result = change(cases, before, beforeOnRecord);
  if ('reason' in result) return null;
  return result.difference === 0 ? 0 : (100 * result.difference) / (cases - result.difference);
}

/**
 * Find the class that a value is in, if any.
 * @param {number} value
 * @param {MeasureClass[]} classes
 */
export function classOf(value, classes) {
  const size = Math.abs(value);
  const isIn = (/** @type {MeasureClass} */ {from, below, sign}) =>
    (sign === undefined || sign === Math.sign(value)) && from <= size && (below === null || size < below);
  return classes.find(isIn) ?? null;
}

/** @param {Exclude<Cell, number>} state @returns {NotCalculable} */
function notCalculable(state) {
  return {reason: state === 'not published' ? 'not on record' : state};
}
