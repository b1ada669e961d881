import {change, rate} from '../words/measures.js';
import {endBefore} from '../words/periods.js';
import {capitalizeFirst, changeText, oneDecimal, whole, withheldText} from '../words/wording.js';

/**
 * @typedef {import('../words/measures.js').Cell} Cell
 * @typedef {import('../words/vocabulary.js').Vocabulary} Vocabulary
 * @typedef {{
 *   level: string, code: string, name: string, in_a_sentence: string, population: number | null,
 *   weeks: (string | null)[], cases: (Cell | null)[],
 * }} Past an area's week and value at each step, null where its level has no record; in_a_sentence: its name with the
 *   article that it takes there
 * @typedef {Past & {
 *   compared: Past[], shapes: Record<string, {layer: string | null, box: [number, number, number, number]}>,
 *   within?: string, authorities?: string[],
 * }} AreaFile an area and where it lies in each shape that draws it; within is how addresses name it as a place that
 *   holds others, authorities are the codes of those that it is or that lie in it
 * @typedef {{
 *   level: string, name: string, population: number | null, cases: Cell, before: Cell | null, beforeOnRecord: boolean,
 *   weekEnd: string | null,
 * }} Week
 */

/**
 * Return an area's values at a step.
 * @param {Past} past
 * @param {number} place
 * @param {import('../words/vocabulary.js').Length} length of each week
 * @returns {Week}
 */
export function weekAt({level, name, population, weeks, cases}, place, length) {
  const week = weeks[place];
  const earlier = week === null ? -1 : weeks.indexOf(endBefore(week, length));
  return {
    level,
    name,
    population,
    cases: cases[place] ?? 'not published',
    before: cases[earlier] ?? null,
    beforeOnRecord: earlier >= 0,
    weekEnd: week,
  };
}

/**
 * Head the rows of figures.
 * @param {Vocabulary} vocabulary
 */
export function headings({count, ratePer}) {
  return ['Area', capitalizeFirst(count.many), ...(ratePer ? [`Per ${whole(ratePer)}`] : []), 'Change'];
}

/**
 * Return a row of figures, short enough for a table: the name, the count, the rate where there are any and the change in
 * per cent.
 * @param {Week} week
 * @param {Vocabulary} vocabulary
 */
export function rowOf(week, vocabulary) {
  const {name, population, cases, before, beforeOnRecord} = week;
  const {ratePer} = vocabulary;
  const isShown = typeof cases === 'number';
  const rateText = isShown && population ? oneDecimal(rate(cases, population, ratePer)) : '–';
  const changed = isShown ? changeText(change(cases, before, beforeOnRecord)) : '–';
  return [name, isShown ? whole(cases) : withheldText(week, vocabulary), ...(ratePer ? [rateText] : []), changed];
}
