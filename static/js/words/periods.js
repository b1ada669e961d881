/** @typedef {import('./vocabulary.js').Length} Length */

/**
 * Return the first day of the period that ends on a day.
 * @param {string} end as in 2020-10-27
 * @param {Length} length
 */
export function startOf(end, {days, months}) {
  const start = dateOf(end);
  if (months) start.setUTCMonth(start.getUTCMonth() + 1 - months, 1);
  else start.setUTCDate(start.getUTCDate() + 1 - days);
  return start;
}

/**
 * Return the last day of the period that ends where another begins.
 * @param {string} end as in 2020-10-27
 * @param {Length} length
 */
export function endBefore(end, length) {
  const day = startOf(end, length);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

/**
 * Read a date.
 * @param {string} day as in 2020-10-27
 */
export function dateOf(day) {
  return new Date(`${day}T00:00:00Z`);
}
