import {WORLD_ZOOM} from './world.js';

/**
 * @typedef {{scale: number, zoom: number, box: import('./world.js').Box}} Frame what a drawing is to show: the pixels of
 *   the screen for one of the world, the map's zoom, and the part of the world that the canvas covers
 * @typedef {(context: CanvasRenderingContext2D, frame: Frame) => void} Draw
 * @typedef {{x: number, y: number}} Pixels
 */

const SHARPEST = 2; // pixels of the canvas for one of the page: more costs time and is not seen

/**
 * Draw a part of the world on a canvas, in pixels of the world.
 * @param {HTMLCanvasElement} canvas
 * @param {{zoom: number, corner: Pixels, size: Pixels}} view the part's north-west corner and its size, in pixels at a zoom
 * @param {Draw} draw
 */
export function drawOn(canvas, {zoom, corner: {x, y}, size}, draw) {
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const ratio = Math.min(devicePixelRatio, SHARPEST);
  fit(canvas, size, ratio);
  const scale = 2 ** (zoom - WORLD_ZOOM);
  const box = {west: x / scale, north: y / scale, east: (x + size.x) / scale, south: (y + size.y) / scale};
  context.setTransform(ratio * scale, 0, 0, ratio * scale, -ratio * x, -ratio * y);
  context.clearRect(box.west, box.north, box.east - box.west, box.south - box.north);
  draw(context, {scale, zoom, box});
}

/** @param {HTMLCanvasElement} canvas @param {Pixels} size @param {number} ratio */
function fit(canvas, {x, y}, ratio) {
  if (canvas.width === Math.round(x * ratio) && canvas.height === Math.round(y * ratio)) return;
  canvas.width = Math.round(x * ratio);
  canvas.height = Math.round(y * ratio);
  canvas.style.width = `${x}px`;
  canvas.style.height = `${y}px`;
}
