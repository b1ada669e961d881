import {change, rate} from './measures.js';
import {dateOf, startOf} from './periods.js';
import {wordsOf} from './vocabulary.js';

/**
 * @typedef {import('../map/areas.js').Area} Area
 * @typedef {import('./vocabulary.js').Vocabulary} Vocabulary
 * @typedef {import('./vocabulary.js').PeriodWords} PeriodWords
 */

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
];

/**
 * Say all there is to say of an area's period: its count, its rate and its change.
 * @param {Area} area
 * @param {Vocabulary} vocabulary
 */
export function sentences(area, vocabulary) {
  return [countSentence(area, vocabulary), rateSentence(area, vocabulary), changeSentence(area, vocabulary)]
    .filter((sentence) => sentence !== null);
}

/**
 * Say in a breath where an area is and what there is to say of it.
 * @param {Area} area
 * @param {Vocabulary} vocabulary
 */
export function areaSentence(area, vocabulary) {
  const place = area.authority ? `${area.name}, ${area.authority.name}` : area.name;
  return [`${place}: ${countSentence(area, vocabulary)}`, changeSentence(area, vocabulary)]
    .filter((sentence) => sentence !== null).join('. ');
}

/**
 * Say an area's count and its period, or why there is none to say.
 * @param {Area} area
 * @param {Vocabulary} vocabulary
 */
export function countSentence({level, cases, weekEnd}, vocabulary) {
  const span = days(weekEnd, vocabulary.period);
  const hidden = wordsOf(vocabulary, level)?.hidden;
  if (typeof cases === 'number') return `${counted(cases, vocabulary)} in ${span}`;
  if (cases === 'hidden' && hidden) return `${hidden} in ${span}`;
  if (cases === 'withheld') return `Withheld for ${span}, to keep counts beside it hidden`;
  return cases === 'missing' ? `No data came for this area for ${span}` : `Not published for ${span}`;
}

/**
 * Say an area's figure in a measure, short enough to stand beside its name.
 * @param {Omit<Area, 'weekEnd' | 'place' | 'code' | 'name' | 'authority'>} area
 * @param {string} measure
 * @param {Vocabulary} vocabulary
 */
export function figureText(area, measure, vocabulary) {
  const {cases, before, beforeOnRecord} = area;
  if (typeof cases !== 'number') return withheldText(area, vocabulary);
  if (measure === 'rate') return rateSentence(area, vocabulary) ?? counted(cases, vocabulary);
  return measure === 'change' ? changeText(change(cases, before, beforeOnRecord)) : counted(cases, vocabulary);
}

/**
 * Say in short why there is no count.
 * @param {Pick<Area, 'level' | 'cases'>} area
 * @param {Vocabulary} vocabulary
 */
export function withheldText({level, cases}, vocabulary) {
  const hidden = cases === 'hidden' && wordsOf(vocabulary, level)?.hidden;
  if (cases === 'withheld') return 'Withheld';
  return hidden || (cases === 'missing' ? 'No data' : 'Not published');
}

/**
 * Say a change in short.
 * @param {ReturnType<typeof change>} result
 */
export function changeText(result) {
  if ('reason' in result) return 'not calculable';
  const {difference, percent} = result;
  if (difference === 0) return 'the same';
  if (percent === null) return `up ${whole(difference)}, from none`;
  return `${difference > 0 ? 'up' : 'down'} ${oneDecimal(Math.abs(percent))}%`;
}

/**
 * Say an area's figure in a measure that is no count, or why there is none; nothing where there is nothing to say.
 * @param {Area} area
 * @param {string} measure
 * @param {Vocabulary} vocabulary
 */
export function figureSentence(area, measure, vocabulary) {
  if (measure === 'rate') return rateSentence(area, vocabulary);
  return measure === 'change' ? changeSentence(area, vocabulary) : null;
}

/**
 * Say a count with its noun.
 * @param {number} number
 * @param {Vocabulary} vocabulary
 */
export function counted(number, {count}) {
  return `${whole(number)} ${number === 1 ? count.one : count.many}`;
}

/** @param {Pick<Area, 'cases' | 'population'>} area @param {Vocabulary} vocabulary */
function rateSentence({cases, population}, {ratePer}) {
  if (typeof cases !== 'number' || !population || !ratePer) return null;
  return `${oneDecimal(rate(cases, population, ratePer))} per ${whole(ratePer)} people`;
}

/** @param {Area} area @param {Vocabulary} vocabulary */
function changeSentence({level, cases, before, beforeOnRecord}, vocabulary) {
  if (typeof cases !== 'number') return null;
  const result = change(cases, before, beforeOnRecord);
  const {period} = vocabulary;
  if ('difference' in result) return differenceSentence(result, period);
  const hidden = wordsOf(vocabulary, level)?.hidden ?? '';
  const reason = {
    'not on record': `that ${period.one} is not on record`,
    hidden: `that ${period.one} had ${hidden.charAt(0).toLowerCase()}${hidden.slice(1)}`,
    missing: `no data came for that ${period.one}`,
    withheld: `the count of that ${period.one} is withheld`,
  }[result.reason];
  return `Change on ${period.before}: not calculable, as ${reason}`;
}

/** @param {import('./measures.js').Change} change @param {PeriodWords} period */
function differenceSentence({difference, percent}, {thanBefore}) {
  if (difference === 0) return `The same as ${thanBefore}`;
  const [more, up] = difference > 0 ? ['more', 'up'] : ['fewer', 'down'];
  const sentence = `${whole(Math.abs(difference))} ${more} than ${thanBefore}`;
  return percent === null ? `${sentence}, which had none` : `${sentence} (${up} ${oneDecimal(Math.abs(percent))}%)`;
}

/**
 * Say a period after "in": the 28 days to 23 January 2025, October 2020.
 * @param {string} end its last day, as in 2025-01-23
 * @param {PeriodWords} period
 */
export function days(end, period) {
  return period.months === 1 ? ends(end, period) : `the ${period.length} to ${ends(end, period)}`;
}

/**
 * Say a period by its last day alone: 28 days to 23 January 2025, October 2020.
 * @param {string} end
 * @param {PeriodWords} period
 */
export function ending(end, period) {
  return capitalizeFirst(days(end, period).replace(/^the /, ''));
}

/**
 * Say when a period ends: 23 January 2025, October 2020.
 * @param {string} end
 * @param {PeriodWords} period
 */
export function ends(end, {months}) {
  const date = dateOf(end);
  return `${months ? '' : `${date.getUTCDate()} `}${monthOf(date)} ${date.getUTCFullYear()}`;
}

/**
 * Say a period with both its ends: 14 days to 27 October 2020 (14 to 27 October), August to October 2020.
 * @param {string} end
 * @param {PeriodWords} period
 */
export function periodText(end, period) {
  const [start, last] = [startOf(end, period), dateOf(end)];
  const isOneYear = start.getUTCFullYear() === last.getUTCFullYear();
  const isOneMonth = isOneYear && start.getUTCMonth() === last.getUTCMonth();
  if (period.months ? isOneMonth : period.days === 1) return ends(end, period);
  if (period.months) return `${monthOf(start)}${isOneYear ? '' : ` ${start.getUTCFullYear()}`} to ${ends(end, period)}`;
  const from = isOneMonth ? start.getUTCDate() : `${start.getUTCDate()} ${monthOf(start)}`;
  return `${period.length} to ${ends(end, period)} (${from} to ${last.getUTCDate()} ${monthOf(last)})`;
}

/**
 * Say the same within a sentence: the 14 days to 27 October 2020 (14 to 27 October), August to October 2020.
 * @param {string} end
 * @param {PeriodWords} period
 */
export function thePeriod(end, period) {
  return `${period.days > 1 ? 'the ' : ''}${periodText(end, period)}`;
}

/** @param {Date} date */
function monthOf(date) {
  return MONTHS[date.getUTCMonth()];
}

/**
 * List names: one, two and three.
 * @param {string[]} names
 */
export function allOf(names) {
  const last = names[names.length - 1];
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last}` : last;
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
