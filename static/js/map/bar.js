import {classOf} from '../words/measures.js';
import {oneDecimal} from '../words/wording.js';

/**
 * @typedef {import('../words/measures.js').MeasureClass} MeasureClass
 * @typedef {import('../words/measures.js').Figure} Figure
 */

const EDGE = 0.08; // of a step, which a mark keeps from its ends: it is seen in which class it is

/**
 * Return how far along a bar of equal steps a figure lies, null where it is in no class.
 * @param {Figure} figure
 * @param {MeasureClass[]} classes
 * @returns {number | null} between 0 and 1
 */
export function placeIn(figure, classes) {
  const one = classOf(figure, classes);
  if (!one) return null;
  const share = Math.min(1 - EDGE, Math.max(EDGE, shareOf(figure.size, one)));
  // Falls run the other way: the largest is the first.
  return (classes.indexOf(one) + (one.sign === -1 ? 1 - share : share)) / classes.length;
}

/**
 * Say a figure beside a mark: 152.3, or by how much it changed.
 * @param {Figure} figure
 * @param {string} measure
 */
export function figureText({size, sign}, measure) {
  if (measure !== 'change') return oneDecimal(size);
  if (!Number.isFinite(size)) return 'up from none';
  return `${sign > 0 ? '+' : sign < 0 ? '\u2212' : ''}${oneDecimal(size)}%`;
}

/** @param {number} size @param {MeasureClass} one */
function shareOf(size, {from, below, sign}) {
  if (sign === 0) return 0.5;
  if (below === null) return Number.isFinite(size) ? 1 - (from || 1) / Math.max(size, from || 1) : 1;
  return (size - from) / (below - from);
}
