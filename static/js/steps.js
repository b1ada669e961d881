/**
 * @typedef {import('./measures.js').Cell} Cell
 * @typedef {{day: string, weeks: Record<string, string>, before: string[]}} Step one place of the week slider: the week
 *   that each level takes, and the levels for which the week before that is on record too
 * @typedef {Record<string, {cases: Cell[]}>} WeekFile by level
 */

/**
 * Give the day seven days before another.
 * @param {string} day as in 2020-10-27
 */
export function weekBefore(day) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 7);
  return date.toISOString().slice(0, 10);
}

/**
 * List the weeks whose values a step needs.
 * @param {Step} step
 */
export function weeksOf({weeks, before}) {
  return [...new Set([...Object.values(weeks), ...before.map((level) => weekBefore(weeks[level]))])];
}

/**
 * Give each level's week at a step.
 * @param {Step} step
 * @param {(week: string) => WeekFile} fileOf
 * @param {string[]} levels
 * @returns {import('./case-map.js').Weeks}
 */
export function levelsAt({day, weeks, before}, fileOf, levels) {
  return Object.fromEntries(levels.map((level) => {
    const week = weeks[level];
    if (!week) return [level, {weekEnd: day, cases: null, before: null}];
    const earlier = before.includes(level) ? fileOf(weekBefore(week))[level].cases : null;
    return [level, {weekEnd: week, cases: fileOf(week)[level].cases, before: earlier}];
  }));
}
