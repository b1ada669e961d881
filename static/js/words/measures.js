/**
 * @typedef {number | 'hidden' | 'missing' | 'not published' | 'withheld'} Cell a count, or why there is none
 * @typedef {{difference: number, percent: number | null}} Change percent is null where the period before had none
 * @typedef {{reason: 'hidden' | 'missing' | 'not on record' | 'withheld'}} NotCalculable
 * @typedef {{size: number, sign: number}} Figure the size of a figure as it is printed, and its sign
 * @typedef {{from: number, below: number | null, sign?: number, light: string, dark: string, label: string}} MeasureClass
 *   figures are classed by their size; a class with a sign holds those of this sign alone; it has a colour in each scheme
 */

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
 * Return a count for so many people to one decimal.
 * @param {number} cases
 * @param {number} population
 * @param {number} per the number of people
 */
export function rate(cases, population, per) {
  return rounded(cases * per, population);
}

/**
 * Compare a period with the one before, where both are shown.
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
 * Return what an area is classed by in a measure, null where it cannot be worked out: its rate, its change in per cent, or
 * in any other its count, as they are printed. A change keeps its sign where it is printed as 0.0, and is infinite where
 * the period before had none.
 * @param {string} measure
 * @param {{cases: Cell, population: number | null, before: Cell | null, beforeOnRecord: boolean}} area
 * @param {number} ratePer the number of people that rates are told for
 * @returns {Figure | null}
 */
export function figureOf(measure, {cases, population, before, beforeOnRecord}, ratePer) {
  if (typeof cases !== 'number') return null;
  if (measure === 'rate') return population ? {size: rate(cases, population, ratePer), sign: Math.sign(cases)} : null;
  if (measure !== 'change') return {size: cases, sign: Math.sign(cases)};
  const result = change(cases, before, beforeOnRecord);
  if ('reason' in result) return null;
  return {size: result.percent === null ? Infinity : Math.abs(result.percent), sign: Math.sign(result.difference)};
}

/**
 * Find the class that a figure is in, if any.
 * @param {Figure} figure
 * @param {MeasureClass[]} classes
 */
export function classOf({size, sign}, classes) {
  const isIn = (/** @type {MeasureClass} */ one) =>
    (one.sign === undefined || one.sign === sign) && one.from <= size && (one.below === null || size < one.below);
  return classes.find(isIn) ?? null;
}

/** @param {Exclude<Cell, number>} state @returns {NotCalculable} */
function notCalculable(state) {
  return {reason: state === 'not published' ? 'not on record' : state};
}
