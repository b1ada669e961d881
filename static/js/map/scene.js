import {pathOf} from './outlines.js';
import {layPattern} from './paint.js';
import {overlap} from './world.js';

/**
 * @typedef {import('./layers.js').AreaLayer} AreaLayer
 * @typedef {import('./outlines.js').Outline} Outline
 * @typedef {import('./paint.js').Colours} Colours
 * @typedef {import('./drawing.js').Frame} Frame
 * @typedef {{grounds: import('./surroundings.js').Ground[], layers: AreaLayer[], backdrop: AreaLayer[], focused: Outline | null, selected: Outline | null}} Scene
 */

// Zooms between which lines grow to their full weight. Lines round small areas come later: from afar they would be all
// that is seen of a city.
const FAINTEST = 4;
const FAINTEST_OF_SMALL = 7;
const FULL = 9;
const THINNEST = 0.99; // pixels of the canvas: browsers draw wider lines six times as slowly

/**
 * List what a scene is drawn of: where all are the same as before, so is the drawing. Among hexagons they never are: where
 * counts stand depends on the names.
 * @param {Scene} scene
 * @returns {unknown[]}
 */
export function partsOf({grounds, layers, backdrop, focused, selected}) {
  return [grounds, focused, selected, ...[...backdrop, ...layers].map(({painted}) => painted)];
}

/**
 * Draw the ground, the layers, then lines over all of them, then the area that the reader is at.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {Colours} colours
 * @param {Frame} frame
 */
export function drawScene(context, {grounds, layers, backdrop, focused, selected}, colours, frame) {
  const {scale, zoom, box} = frame;
  const inView = [...backdrop, ...layers].filter((layer) => layer.isIn(box));
  const pixel = scale / context.getTransform().a;
  const pen = {context, scale, zoom, pixel};
  context.lineJoin = 'round';
  context.fillStyle = colours.ground;
  for (const ground of grounds) fillGround(context, ground, box);
  for (const layer of inView) fillAreas(context, layer, colours, frame);
  for (const layer of inView) drawLines(pen, layer, colours);
  if (selected) ring(pen, selected, colours, 2.5);
  if (focused && focused !== selected) ring(pen, focused, colours, 1.5);
}

/** @param {CanvasRenderingContext2D} context @param {import('./surroundings.js').Ground} ground @param {import('./world.js').Box} view */
function fillGround(context, {path, box}, view) {
  if (box && !overlap(box, view)) return;
  if (box) context.clearRect(box.west, box.north, box.east - box.west, box.south - box.north);
  context.fill(path, 'evenodd');
}

/** @param {CanvasRenderingContext2D} context @param {AreaLayer} layer @param {Colours} colours @param {Frame} frame */
function fillAreas(context, {painted}, {land}, frame) {
  // A line of its own colour closes the seams that areas side by side would have.
  context.fillStyle = context.strokeStyle = land;
  context.lineWidth = 0.7 / frame.scale;
  context.fill(painted.land, 'evenodd');
  context.stroke(painted.land);
  for (const [fill, path] of painted.fills) {
    if (typeof fill !== 'string') layPattern(fill, frame);
    context.fillStyle = fill;
    context.fill(path, 'evenodd');
  }
}

/**
 * Draw the lines between areas, and the outlines of authorities, which part land from sea too: in a casing where they lie
 * among lines between areas.
 * @param {Pen} pen
 * @param {AreaLayer} layer
 * @param {Colours} colours
 */
function drawLines(pen, {painted, outlines, areAuthorities}, {edge, border}) {
  if (areAuthorities) return line(pen, outlines, border, 0.7, FAINTEST);
  line(pen, painted.between, edge, Math.min(0.6, THINNEST * pen.pixel), FAINTEST_OF_SMALL);
  line(pen, outlines, edge, 2.2, FAINTEST_OF_SMALL);
  line(pen, outlines, border, 0.9, FAINTEST);
}

/** @param {Pen} pen @param {Outline} outline @param {Colours} colours @param {number} weight */
function ring(pen, outline, {paper, ink}, weight) {
  const path = pathOf(outline);
  line(pen, path, paper, weight + 3);
  line(pen, path, ink, weight);
}

/**
 * @typedef {{context: CanvasRenderingContext2D, scale: number, zoom: number, pixel: number}} Pen pixel is how many of the
 *   screen's one of the canvas is
 * @param {Pen} pen
 * @param {Path2D} path
 * @param {string} colour
 * @param {number} weight at full, in pixels of the screen
 * @param {number} [faintest] the zoom from which it is seen; always at its full weight without one
 */
function line({context, scale, zoom}, path, colour, weight, faintest = -Infinity) {
  const share = faintest === -Infinity ? 1 : Math.min(1, (zoom - faintest) / (FULL - faintest));
  if (share <= 0) return;
  context.strokeStyle = colour;
  context.lineWidth = (weight * share) / scale;
  context.stroke(path);
}
