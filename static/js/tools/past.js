import {change, rate} from '../words/measures.js';
import {endBefore} from '../words/periods.js';
import {capitalizeFirst, changeText, counted, days, ends, oneDecimal, whole, withheldText} from '../words/wording.js';

/**
 * @typedef {import('../words/measures.js').Cell} Cell
 * @typedef {import('../words/vocabulary.js').Vocabulary} Vocabulary
 * @typedef {{
 *   level: string, code: string, name: string, population: number | null,
 *   weeks: (string | null)[], cases: (Cell | null)[],
 * }} Past an area's week and value at each step, null where its level has no record
 * @typedef {Past & {
 *   compared: Past[], shapes: Record<string, {layer: string | null, box: [number, number, number, number]}>,
 *   within?: string,
 * }} AreaFile an area and where it lies in each shape that draws it; within is how addresses name it as a place that
 *   holds others
 * @typedef {{
 *   level: string, name: string, population: number | null, cases: Cell, before: Cell | null, beforeOnRecord: boolean,
 *   weekEnd: string | null,
 * }} Week
 */

/**
 * Give an area's values at a step.
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
 * Give a row of figures, short enough for a table: the name, the count, the rate where there are any and the change in
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

/**
 * Say what the picture of an area's weeks shows.
 * @param {Past} past
 * @param {Vocabulary} vocabulary
 */
export function trendText({weeks, cases}, vocabulary) {
  const {period} = vocabulary;
  const known = weeks.flatMap((week, place) => {
    const count = cases[place];
    return week && typeof count === 'number' ? [{week, count}] : [];
  });
  const hidden = cases.filter((cell) => cell === 'hidden').length;
  const areHidden = hidden === 1 ? `${period.one} is` : `${period.many} are`;
  const gaps = hidden ? `${hidden} ${areHidden} hidden, shown as gaps.` : '';
  if (!known.length) return gaps || `No ${period.one} is on record.`;
  const most = known.reduce((a, b) => (b.count > a.count ? b : a));
  const isOne = period.days === 1 || period.months === 1; // one month, and not three of them
  const last = `${period.months === 1 ? '' : 'to '}${ends(known[known.length - 1].week, period)}`;
  const text = `Each bar is ${isOne ? 'a ' : ''}${period.length}, the last ${last}. ` +
    `The most, ${counted(most.count, vocabulary)}, came in ${days(most.week, period)}.`;
  return `${text} ${gaps}`.trim();
}
