import {Polygon, Polyline} from './leaflet.js';

/**
 * @typedef {import('./areas.js').Area} Area
 * @typedef {import('./topology.js').Point} Point
 * @typedef {{area: Area, polygons: import('./topology.js').Polygon[]}} Shape
 * @typedef {{
 *   canvas: import('leaflet').Canvas, colours: import('./paint.js').Colours,
 *   fill: (area: Area) => string | CanvasPattern | null,
 * }} Brush
 */

// Zooms between which lines grow to their full weight. Lines round small areas come later: from afar they would be all
// that is seen of a city.
const FAINTEST = 4;
const FAINTEST_OF_SMALL = 7;
const FULL = 9;

/**
 * Draw the land under areas that are not drawn themselves, which tells them from the sea.
 * @param {Shape[]} shapes
 * @param {Brush} brush
 */
export function drawLand(shapes, {canvas, colours: {land}, fill}) {
  const plain = shapes.filter(({area}) => fill(area) === null).flatMap(({polygons}) => polygons);
  return new Polygon(plain, {...common(canvas), ...line(land, 1, FAINTEST), interactive: false, fillColor: land});
}

/**
 * Draw each area; one without a fill is left out of the picture, yet can be tapped.
 * @param {Shape[]} shapes
 * @param {Brush} brush
 * @param {(shape: Shape, at: import('leaflet').LatLng) => void} onSelect
 */
export function drawAreas(shapes, {canvas, colours, fill}, onSelect) {
  return shapes.map((shape) => {
    const fillColor = fill(shape.area);
    const isDrawn = fillColor !== null;
    const isHatched = isDrawn && typeof fillColor !== 'string';
    const polygon = new Polygon(shape.polygons, {
      ...common(canvas),
      ...line(isHatched ? colours.quiet : colours.paper, 0.6, FAINTEST_OF_SMALL),
      stroke: isDrawn && shape.area.authority !== null,
      fill: isDrawn,
      fillColor: /** @type {string | undefined} */ (fillColor ?? undefined), // or a pattern, which the canvas takes too
    });
    return polygon.on('click', ({latlng}) => onSelect(shape, latlng));
  });
}

/**
 * Draw the outlines of authorities: a light line where the areas are authorities, else a dark one in a light casing,
 * which tells it from the lines between areas.
 * @param {Point[][]} lines
 * @param {Area[]} areas
 * @param {Brush} brush
 */
export function drawOutlines(lines, areas, {canvas, colours: {paper, ink}}) {
  const hasAuthorities = areas.some(({authority}) => authority);
  const dark = [line(paper, 2.6, FAINTEST_OF_SMALL), line(ink, 0.9, FAINTEST)];
  const styles = hasAuthorities ? dark : [line(paper, 1, FAINTEST)];
  return styles.map((style) => new Polyline(lines, {...common(canvas), ...style, interactive: false}));
}

/**
 * Fit the weight of a path's line to a zoom, so that lines do not swamp small areas.
 * @param {import('leaflet').Path} path
 * @param {number} zoom
 */
export function scaleLine({options}, zoom) {
  const {fullWeight, faintest} = /** @type {ReturnType<typeof line>} */ (options);
  options.weight = fullWeight * Math.min(1, Math.max(0, (zoom - faintest) / (FULL - faintest)));
}

/** @param {string} color @param {number} fullWeight @param {number} faintest the zoom from which it is seen */
function line(color, fullWeight, faintest) {
  return {color, fullWeight, faintest};
}

/** @param {import('leaflet').Canvas} canvas */
function common(canvas) {
  // Without smoothing, as neighbours smoothed apart leave slivers between them.
  return {renderer: canvas, smoothFactor: 0, opacity: 1, fillOpacity: 1};
}
