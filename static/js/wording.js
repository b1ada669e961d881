import {change, rate} from './measures.js';

/** @typedef {import('./areas.js').Area} Area */

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
];

/**
 * Say all there is to say of an area's week: its count, its rate and its change.
 * @param {Area} area
 */
export function sentences(area) {
  return [countSentence(area), rateSentence(area), changeSentence(area)].filter((sentence) => sentence !== null);
}

/**
 * Say in a breath where an area is and what there is to say of it.
 * @param {Area} area
 */
export function areaSentence(area) {
  const place = area.authority ? `${area.name}, ${area.authority.name}` : area.name;
  return [`${place}: ${countSentence(area)}`, changeSentence(area)].filter((sentence) => sentence !== null).join('. ');
}

/**
 * Say an area's count, or why there is none to say.
 * @param {Area} area
 */
export function countSentence({cases, weekEnd, hiddenWords}) {
  const days = `the seven days to ${day(weekEnd)}`;
  if (cases === 'hidden') return `${hiddenWords} in ${days}`;
  if (cases === 'missing') return `No data came for this area for ${days}`;
  if (cases === 'not published') return `Not published for ${days}`;
  return `${casesText(cases)} in ${days}`;
}

/**
 * Say a number of cases.
 * @param {number} cases
 */
export function casesText(cases) {
  return `${whole(cases)} ${cases === 1 ? 'case' : 'cases'}`;
}

/**
 * Say an area's rate, where it has one.
 * @param {Area} area
 */
export function rateSentence({cases, population}) {
  if (typeof cases !== 'number' || !population) return null;
  return `${oneDecimal(rate(cases, population))} per 100,000 people`;
}

/**
 * Say how a shown count differs from the week before's, or why that cannot be said.
 * @param {Area} area
 */
export function changeSentence({cases, before, beforeOnRecord, hiddenWords}) {
  if (typeof cases !== 'number') return null;
  const result = change(cases, before, beforeOnRecord);
  if ('difference' in result) return differenceSentence(result);
  const reason = {
    'not on record': 'that week is not on record',
    hidden: `that week had ${hiddenWords.charAt(0).toLowerCase()}${hiddenWords.slice(1)}`,
    missing: 'no data came for that week',
  }[result.reason];
  return `Change on the week before: not calculable, as ${reason}`;
}

/**
 * Say a date in full.
 * @param {string} date as in 2020-10-27
 */
export function day(date) {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return `${dayOfMonth} ${MONTHS[month - 1]} ${year}`;
}

/** @param {import('./measures.js').Change} change */
function differenceSentence({difference, percent}) {
  if (difference === 0) return 'The same as the week before';
  const [more, up] = difference > 0 ? ['more', 'up'] : ['fewer', 'down'];
  const sentence = `${whole(Math.abs(difference))} ${more} than the week before`;
  return percent === null ? `${sentence}, which had none` : `${sentence} (${up} ${oneDecimal(Math.abs(percent))}%)`;
}

/**
 * Say a week with both its ends: seven days to 27 October 2020 (21 to 27 October).
 * @param {string} weekEnd
 */
export function sevenDays(weekEnd) {
  const end = new Date(`${weekEnd}T00:00:00Z`);
  const start = new Date(end);
  start.setUTCDate(end.getUTCDate() - 6);
  const [from, to] = [start, end].map((date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`);
  const isOneMonth = start.getUTCMonth() === end.getUTCMonth();
  return `seven days to ${day(weekEnd)} (${isOneMonth ? start.getUTCDate() : from} to ${to})`;
}

/**
 * Begin a sentence, leaving the rest as it is.
 * @param {string} text
 */
export function capitalizeFirst(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * Say a number to one decimal.
 * @param {number} number
 */
export function oneDecimal(number) {
  const [units, tenths] = number.toFixed(1).split('.');
  return `${whole(Number(units))}.${tenths}`;
}

/**
 * Say a whole number, with commas between thousands.
 * @param {number} number
 */
export function whole(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
