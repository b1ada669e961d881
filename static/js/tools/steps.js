import {endBefore} from '../words/periods.js';

/**
 * @typedef {import('../words/measures.js').Cell} Cell
 * @typedef {import('../words/vocabulary.js').Length} Length
 * @typedef {{day: string, weeks: Record<string, string>, before: string[]}} Step one place of the slider: the week, which
 *   is a period of any length, that each level takes, and the levels for which the week before that is on record too
 * @typedef {Record<string, {cases: Cell[]}>} WeekFile by level
 */

/**
 * List the weeks whose values a step needs.
 * @param {Step} step
 * @param {Length} length of each
 */
export function weeksOf({weeks, before}, length) {
  return [...new Set([...Object.values(weeks), ...before.map((level) => endBefore(weeks[level], length))])];
}

/**
 * Return each level's week at a step.
 * @param {Step} step
 * @param {(week: string) => WeekFile} fileOf
 * @param {string[]} levels
 * @param {Length} length of each week
 * @returns {import('../map/case-map.js').Weeks}
 */
export function levelsAt({day, weeks, before}, fileOf, levels, length) {
  return Object.fromEntries(levels.map((level) => {
    const week = weeks[level];
    if (!week) return [level, {weekEnd: day, cases: null, before: null}];
    const earlier = before.includes(level) ? fileOf(endBefore(week, length))[level].cases : null;
    return [level, {weekEnd: week, cases: fileOf(week)[level].cases, before: earlier}];
  }));
}
