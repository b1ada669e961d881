import {change, rate} from './measures.js';
import {weekBefore} from './steps.js';
import {casesText, day, oneDecimal, whole} from './wording.js';

/**
 * @typedef {import('./measures.js').Cell} Cell
 * @typedef {{
 *   level: string, code: string, name: string, population: number | null,
 *   weeks: (string | null)[], cases: (Cell | null)[],
 * }} Past an area's week and value at each step, null where its level has no record
 * @typedef {Past & {
 *   compared: Past[], shapes: Record<string, {layer: string | null, box: [number, number, number, number]}>,
 * }} AreaFile an area and where it lies in each shape that draws it
 * @typedef {{
 *   name: string, population: number | null, cases: Cell, before: Cell | null, beforeOnRecord: boolean,
 *   weekEnd: string | null,
 * }} Week
 */

/**
 * Give an area's values at a step.
 * @param {Past} past
 * @param {number} place
 * @returns {Week}
 */
export function weekAt({name, population, weeks, cases}, place) {
  const week = weeks[place];
  const beforeOnRecord = week !== null && place > 0 && weeks[place - 1] === weekBefore(week);
  return {
    name,
    population,
    cases: cases[place] ?? 'not published',
    before: beforeOnRecord ? cases[place - 1] : null,
    beforeOnRecord,
    weekEnd: week,
  };
}

/**
 * Give a row of figures, short enough for a table: the name, cases, the rate and the change in per cent.
 * @param {Week} week
 * @param {string} hiddenWords
 */
export function rowOf({name, population, cases, before, beforeOnRecord}, hiddenWords) {
  if (typeof cases !== 'number') {
    return [name, {hidden: hiddenWords, missing: 'No data', 'not published': 'Not published'}[cases], '–', '–'];
  }
  const result = change(cases, before, beforeOnRecord);
  return [
    name,
    whole(cases),
    population ? oneDecimal(rate(cases, population)) : '–',
    'reason' in result ? 'not calculable' : percentText(result),
  ];
}

/**
 * Say what the picture of an area's weeks shows.
 * @param {Past} past
 */
export function trendText({weeks, cases}) {
  const known = weeks.flatMap((week, place) => {
    const count = cases[place];
    return week && typeof count === 'number' ? [{week, count}] : [];
  });
  const hidden = cases.filter((cell) => cell === 'hidden').length;
  const gaps = hidden ? `${hidden} ${hidden === 1 ? 'week is' : 'weeks are'} hidden, shown as gaps.` : '';
  if (!known.length) return gaps || 'No week is on record.';
  const most = known.reduce((a, b) => (b.count > a.count ? b : a));
  const text = `Each bar is seven days, the last to ${day(known[known.length - 1].week)}. ` +
    `The most, ${casesText(most.count)}, came in the seven days to ${day(most.week)}.`;
  return `${text} ${gaps}`.trim();
}

/** @param {import('./measures.js').Change} change */
function percentText({difference, percent}) {
  if (difference === 0) return 'the same';
  if (percent === null) return `up ${whole(difference)}, from none`;
  return `${difference > 0 ? 'up' : 'down'} ${oneDecimal(Math.abs(percent))}%`;
}
