import {capitalizeFirst} from '../words/wording.js';

/**
 * @typedef {import('../words/vocabulary.js').Finder} Finder
 * @typedef {import('./names.js').Place} Place
 */

const CHECK = 'Check it, or search by name.';

/**
 * Say a number of things, which take an s where they are several.
 * @param {number} number
 * @param {string} noun
 */
export function counted(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/**
 * Say that none of what places are found by is known.
 * @param {Finder} finder
 */
export function sayUnknown({names}) {
  return `${capitalizeFirst(names)} are not known here. Search by name.`;
}

/**
 * Say that none begins so.
 * @param {string} text
 * @param {Finder} finder
 */
export function sayNone(text, {name}) {
  return `No ${name} known here begins with ${text}. ${CHECK}`;
}

/**
 * Say that a text is none of what it has the form of.
 * @param {string} text
 * @param {Finder} finder
 */
export function sayWrong(text, {name}) {
  return `${text} is not ${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}. ${CHECK}`;
}

/**
 * Say that what begins so may well be right, but is not known here.
 * @param {string} start
 * @param {Finder} finder
 */
export function sayNotLoaded(start, {names}) {
  const several = capitalizeFirst(names);
  return `${several} that begin with ${start} are not among those loaded here: search for a place's name instead.`;
}

/**
 * Say that others of its kind around it lie in areas, and it does not.
 * @param {string} text
 * @param {Finder} finder
 * @param {string} noun what such an area is called
 */
export function sayWithout(text, {name}, noun) {
  return `The ${name} ${text} has no ${noun} here. ${CHECK}`;
}

/**
 * Say how many areas have some that begin so.
 * @param {string} text
 * @param {Place[]} places
 * @param {Finder} finder
 */
export function sayBegun(text, places, {names}) {
  const has = places.length === 1 ? 'has' : 'have';
  return `${counted(places.length, 'area')} ${has} ${names} that begin with ${text}.`;
}

/**
 * Say where one lies.
 * @param {string} text
 * @param {Place[]} places where it lies, or the likeliest of these first
 * @param {boolean} isRetired
 */
export function sayWhole(text, places, isRetired) {
  const [{name, within}] = places;
  const where = within ? `${name}, ${within}` : name;
  return isRetired ? `${text} is no longer in use. It was in ${where}.` : `${text} is in ${where}.`;
}
