import {classOf, rate} from './measures.js';

/**
 * @typedef {import('./areas.js').Area} Area
 * @typedef {import('./measures.js').MeasureClass} MeasureClass
 * @typedef {{paper: string, land: string, ink: string, quiet: string}} Colours
 */

const FALLBACKS = {paper: '#fff', land: '#fbfaf7', ink: '#1d2327', quiet: '#505a5f'};
const HATCH = 8;

/**
 * Read the map's colours, which a canvas cannot take from a style sheet.
 * @param {HTMLElement} container
 * @returns {Colours}
 */
export function readColours(container) {
  const style = getComputedStyle(container);
  const entries = Object.entries(FALLBACKS).map(([name, fallback]) =>
    [name, style.getPropertyValue(`--${name}`).trim() || fallback]);
  return Object.fromEntries(entries);
}

/**
 * Make the function that gives an area's fill, null where it is left as plain land.
 * @param {string} measure
 * @param {MeasureClass[]} classes
 * @param {Colours} colours
 * @returns {(area: Area) => string | CanvasPattern | null}
 */
export function makeFill(measure, classes, colours) {
  const hatched = hatch(colours);
  return ({cases, population}) => {
    if (cases === 'missing') return hatched;
    if (typeof cases !== 'number' || (measure === 'rate' && !population)) return null;
    return classOf(measure === 'rate' ? rate(cases, population ?? 0) : cases, classes)?.colour ?? null;
  };
}

/** @param {Colours} colours */
function hatch({land, quiet}) {
  const tile = document.createElement('canvas');
  tile.width = tile.height = HATCH;
  const context = /** @type {CanvasRenderingContext2D} */ (tile.getContext('2d'));
  context.fillStyle = land;
  context.fillRect(0, 0, HATCH, HATCH);
  context.strokeStyle = quiet;
  // Beyond the corners, so that the lines of neighbouring tiles meet.
  for (const shift of [-HATCH, 0, HATCH]) {
    context.moveTo(shift - 1, HATCH + 1);
    context.lineTo(shift + HATCH + 1, -1);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat');
}
