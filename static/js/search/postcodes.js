/**
 * @typedef {{outward: string, inward: string}} Postcode its halves; the second may be empty, or only begun
 * @typedef {Record<string, [string, string]>} District by the code of the area they lie in, the inward halves in use and
 *   those no longer in use, each run together
 * @typedef {{code: string, inUse: number, retired: number}} Found how many postcodes an area has of those asked for
 */

const POSTCODE = /^([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][A-Z]{0,2})?$/;
const OUTWARD_OR_MORE = /^([A-Z]{1,2}[0-9])([0-9])$/;

/**
 * Read a postcode, or the beginning of one from its outward half on: the likeliest reading first, none of other texts.
 *
 * It may be written with or without a space, in any case. SR11 is an outward half, or the beginning of SR1 1AA.
 * @param {string} text
 * @returns {Postcode[]}
 */
export function readPostcode(text) {
  const given = text.trim().toUpperCase();
  const readings = [POSTCODE.exec(given), OUTWARD_OR_MORE.exec(given)].filter((reading) => reading !== null);
  return readings.map(([, outward, inward = '']) => ({outward, inward}));
}

/**
 * Return whether a postcode is whole.
 * @param {Postcode} postcode
 */
export function isWhole({inward}) {
  return inward.length === 3;
}

/**
 * Write a postcode as it is printed.
 * @param {Postcode} postcode
 */
export function written({outward, inward}) {
  return `${outward} ${inward}`.trim();
}

/**
 * Return the areas that have postcodes which begin as asked, those with most in use first.
 * @param {District} district
 * @param {string} inward
 * @returns {Found[]}
 */
export function areasOf(district, inward) {
  return Object.entries(district)
    .map(([code, [inUse, retired]]) => ({code, inUse: countIn(inUse, inward), retired: countIn(retired, inward)}))
    .filter(({inUse, retired}) => inUse + retired)
    .sort((one, other) => other.inUse - one.inUse || other.retired - one.retired || (one.code < other.code ? -1 : 1));
}

/** @param {string} run @param {string} start */
function countIn(run, start) {
  let number = 0;
  for (let at = 0; at < run.length; at += 3) if (run.startsWith(start, at)) number += 1;
  return number;
}
