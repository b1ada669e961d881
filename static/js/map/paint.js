import {classOf, figureOf} from '../words/measures.js';

/**
 * @typedef {import('./areas.js').Area} Area
 * @typedef {import('../words/measures.js').MeasureClass} MeasureClass
 * @typedef {{paper: string, ground: string, land: string, ink: string, quiet: string}} Colours
 */

const FALLBACKS = {paper: '#fff', ground: '#f5f4f0', land: '#fbfaf7', ink: '#1d2327', quiet: '#505a5f'};
const TILE = 8;

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
 * Make the patterns of areas that have no figure to show: hatched where no data came, dotted where the measure cannot be
 * worked out.
 * @param {Colours} colours
 */
export function makePatterns(colours) {
  return {missing: pattern(colours, hatch), notCalculable: pattern(colours, dot)};
}

/**
 * Lay a pattern's tiles from the world's corner, at their size on the screen.
 * @param {CanvasPattern} pattern
 * @param {import('./canvas.js').Frame} frame
 */
export function layPattern(pattern, {scale, box}) {
  // Browsers count from a pattern's origin in single precision: far from it, tiles become stripes, then nothing. So the
  // origin is the corner of the tile at the canvas's north-west.
  const [x, y] = [box.west, box.north].map((side) => Math.floor((side * scale) / TILE) * TILE);
  pattern.setTransform(new DOMMatrix().scale(1 / scale).translate(x, y));
}

/**
 * Make the function that gives an area's fill, null where it is left as plain land.
 * @param {string} measure
 * @param {MeasureClass[]} classes
 * @param {ReturnType<typeof makePatterns>} patterns
 * @param {number} ratePer the number of people that rates are told for
 * @returns {(area: Area) => import('./layers.js').Fill | null}
 */
export function makeFill(measure, classes, {missing, notCalculable}, ratePer) {
  return (area) => {
    if (area.cases === 'missing') return missing;
    if (typeof area.cases !== 'number') return null;
    const figure = figureOf(measure, area, ratePer);
    return figure === null ? notCalculable : classOf(figure, classes)?.colour ?? null;
  };
}

/** @param {Colours} colours @param {(context: CanvasRenderingContext2D) => void} draw */
function pattern({land, quiet}, draw) {
  const tile = document.createElement('canvas');
  tile.width = tile.height = TILE;
  const context = /** @type {CanvasRenderingContext2D} */ (tile.getContext('2d'));
  context.fillStyle = land;
  context.fillRect(0, 0, TILE, TILE);
  context.strokeStyle = context.fillStyle = quiet;
  draw(context);
  return /** @type {CanvasPattern} */ (context.createPattern(tile, 'repeat'));
}

/** @param {CanvasRenderingContext2D} context */
function hatch(context) {
  // Beyond the corners, so that the lines of neighbouring tiles meet.
  for (const shift of [-TILE, 0, TILE]) {
    context.moveTo(shift - 1, TILE + 1);
    context.lineTo(shift + TILE + 1, -1);
  }
  context.stroke();
}

/** @param {CanvasRenderingContext2D} context */
function dot(context) {
  context.arc(TILE / 2, TILE / 2, 1.5, 0, 2 * Math.PI);
  context.fill();
}
