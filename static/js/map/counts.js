import {middle} from './topology.js';
import {isInBox} from './world.js';

/**
 * @typedef {import('./layers.js').AreaLayer} AreaLayer
 * @typedef {import('./layers.js').Shape} Shape
 * @typedef {import('./layers.js').Look} Look
 * @typedef {import('./drawing.js').Frame} Frame
 */

const NARROWEST = 20; // pixels across the hexagons in which counts can be read, with names between their rows
const LETTERS = 0.4; // of the hexagons' width
const [SMALLEST, LARGEST] = [10, 14]; // pixels of letters
const SQUEEZED = 0.8; // share of its width to which the widest count may be squeezed; with less room none is written
const CAPITALS = 0.65; // share of a line's height that capitals and figures take, in its middle
const MARGIN = 3; // pixels beside a count, of both sides together
const MOST = 2_000; // counts that are written within a frame's time
const LINE = 22; // letters of a name that a label has room for in a line
const INKS = ['#fff', '#14181b'];

/**
 * Write each hexagon's count in it, in the ink that stands out from its fill, where all in view can be read; none under
 * a name.
 * @param {CanvasRenderingContext2D} context
 * @param {AreaLayer[]} layers
 * @param {Look} look
 * @param {Frame} frame
 * @param {DOMRect[]} names where names stand on the canvas
 */
export function writeCounts(context, layers, look, {scale, box}, names) {
  const shapes = layers.flatMap((layer) => layer.shapes).filter((shape) => isInBox(box, middle(shape.polygons)));
  const room = shapes.length ? (shapes[0].box.east - shapes[0].box.west) * scale - MARGIN : 0;
  if (room + MARGIN < NARROWEST || shapes.length > MOST) return;
  const size = Math.max(SMALLEST, Math.min(LARGEST, (room + MARGIN) * LETTERS));
  const counts = countsOf(shapes, look);
  const ratio = context.getTransform().a / scale;
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.font = `600 ${size}px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const widths = counts.map(({text}) => context.measureText(text).width);
  const isReadable = widths.every((width) => width * SQUEEZED <= room);
  for (const [place, {text, ink, at}] of isReadable ? counts.entries() : []) {
    const [x, y] = [(at[0] - box.west) * scale, (at[1] - box.north) * scale];
    const width = Math.min(room, widths[place]);
    if (names.some((name) => isUnder(name, {x: x - width / 2, y, width, height: size}))) continue;
    context.fillStyle = ink;
    context.fillText(text, x, y, room);
  }
  context.restore();
}

/**
 * Return the counts that are shown, each in its ink and where it stands in the world.
 * @param {Shape[]} shapes
 * @param {Look} look
 */
function countsOf(shapes, {fill}) {
  /** @type {Map<unknown, string>} */
  const inks = new Map();
  return shapes.flatMap((shape) => {
    const under = fill(shape.area);
    if (typeof shape.area.cases !== 'number' || typeof under !== 'string') return [];
    const ink = inks.get(under) ?? inkOn(under);
    inks.set(under, ink);
    return [{text: shape.area.cases.toLocaleString('en-GB'), ink, at: middle(shape.polygons)}];
  });
}

/** @param {DOMRect} name @param {{x: number, y: number, width: number, height: number}} count y is that of its middle */
function isUnder(name, {x, y, width, height}) {
  const between = Math.abs(y - (name.top + name.bottom) / 2);
  return x < name.right && name.left < x + width && between < ((name.height + height) * CAPITALS) / 2;
}

/**
 * Move names of places to between two rows of hexagons, where they hide fewest counts.
 * @template {Pick<import('./names.js').Place, 'name' | 'at'>} P
 * @param {P[]} places
 * @param {Shape[]} shapes hexagons
 * @returns {P[]}
 */
export function betweenRows(places, shapes) {
  if (!shapes.length || shapes.length > MOST) return places;
  const middles = shapes.map(({polygons}) => middle(polygons));
  return places.map((place) => {
    const [x, y] = place.at;
    const distances = middles.map(([east, south]) => (east - x) ** 2 + (south - y) ** 2);
    const nearest = distances.indexOf(Math.min(...distances));
    const {north, south} = shapes[nearest].box;
    const row = middles[nearest][1];
    const half = ((south - north) * 3) / 8; // rows are three quarters of a hexagon's height apart
    const name = place.name.length > LINE ? place.name : place.name.replace(/ /g, '\u00a0');
    return {...place, name, at: [x, row + (y < row ? -half : half)]};
  });
}

/**
 * Return the ink that has the higher contrast with a fill.
 * @param {string} fill as #rrggbb
 */
export function inkOn(fill) {
  const under = luminance(fill);
  const contrasts = INKS.map((ink) => {
    const [dark, light] = [luminance(ink), under].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  });
  return INKS[contrasts[0] >= contrasts[1] ? 0 : 1];
}

/** @param {string} colour as #rgb or #rrggbb */
function luminance(colour) {
  const digits = colour.slice(1);
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const share = parseInt(long.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
