/**
 * @typedef {number | 'hidden' | 'missing' | 'not published'} Cell a count, or why there is none
 * @typedef {{difference: number, percent: number | null}} Change percent is null where the week before had none
 * @typedef {{reason: 'hidden' | 'missing' | 'not on record'}} NotCalculable
 * @typedef {{from: number, below: number | null, colour: string, label: string}} MeasureClass
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
 * Find the class that a value is in, if any.
 * @param {number} value
 * @param {MeasureClass[]} classes
 */
export function classOf(value, classes) {
  return classes.find(({from, below}) => from <= value && (below === null || value < below)) ?? null;
}

/** @param {Exclude<Cell, number>} state @returns {NotCalculable} */
function notCalculable(state) {
  return {reason: state === 'not published' ? 'not on record' : state};
}
