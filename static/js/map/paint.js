import {classOf, figureOf} from '../words/measures.js';

/**
 * @typedef {import('./areas.js').Area} Area
 * @typedef {import('../words/measures.js').MeasureClass} MeasureClass
 * @typedef {'light' | 'dark'} Scheme
 * @typedef {Record<typeof NAMES[number], string> & {scheme: Scheme}} Colours
 * @typedef {{scheme: Scheme, hidden: Fill, withheld: Fill, missing: Fill, notCalculable: Fill}} Palette the scheme whose
 *   colours classes have, and what areas without a figure are filled with
 * @typedef {import('./layers.js').Fill} Fill
 */

const NAMES = /** @type {const} */ (['paper', 'ground', 'land', 'hidden', 'edge', 'border', 'ink', 'quiet']);
const TILE = 6;

/**
 * Read the map's colours, which a canvas cannot take from a style sheet.
 * @param {HTMLElement} container
 * @returns {Colours}
 */
export function readColours(container) {
  const style = getComputedStyle(container);
  const entries = NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]);
  return {...Object.fromEntries(entries), scheme: style.colorScheme === 'dark' ? 'dark' : 'light'};
}

/**
 * Make what areas are filled with that have no figure to show: grey where it is hidden, striped where it is withheld to
 * keep others hidden, hatched where no data came, dotted where the measure cannot be worked out.
 * @param {Colours} colours
 * @returns {Palette}
 */
export function makePalette(colours) {
  const {scheme, hidden} = colours;
  /** @type {Partial<Record<'withheld' | 'missing' | 'notCalculable', CanvasPattern>>} made when they are first asked for */
  const made = {};
  return {
    scheme,
    hidden,
    get withheld() {
      return made.withheld ??= pattern({...colours, land: hidden}, stripe);
    },
    get missing() {
      return made.missing ??= pattern(colours, hatch);
    },
    get notCalculable() {
      return made.notCalculable ??= pattern(colours, dot);
    },
  };
}

/**
 * Lay a pattern's tiles from the world's corner, at their size on the screen.
 * @param {CanvasPattern} pattern
 * @param {import('./drawing.js').Frame} frame
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
 * @param {Palette} palette
 * @param {number} ratePer the number of people that rates are told for
 * @returns {(area: Area) => Fill | null}
 */
export function makeFill(measure, classes, palette, ratePer) {
  return (area) => {
    if (area.cases === 'hidden') return palette.hidden;
    if (area.cases === 'withheld') return palette.withheld;
    if (area.cases === 'missing') return palette.missing;
    if (typeof area.cases !== 'number') return null;
    const figure = figureOf(measure, area, ratePer);
    return figure === null ? palette.notCalculable : classOf(figure, classes)?.[palette.scheme] ?? null;
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
function stripe(context) {
  context.setTransform(1, 0, 0, -1, 0, TILE);
  hatch(context);
}

/** @param {CanvasRenderingContext2D} context */
function dot(context) {
  context.arc(TILE / 2, TILE / 2, 1.1, 0, 2 * Math.PI);
  context.fill();
}
