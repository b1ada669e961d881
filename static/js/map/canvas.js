import {DomUtil, Renderer} from './leaflet.js';
import {WORLD_ZOOM} from './world.js';

/**
 * @typedef {{scale: number, zoom: number, box: import('./world.js').Box}} Frame what a drawing is to show: the pixels of
 *   the screen for one of the world, the map's zoom, and the part of the world that the canvas covers
 * @typedef {(context: CanvasRenderingContext2D, frame: Frame) => void} Draw
 */

const PADDING = 0.2; // shares of the view's size that are drawn beyond it, to be there when the map is dragged
const SHARPEST = 2; // pixels of the canvas for one of the page: more costs time and is not seen

/**
 * A canvas that lies over the map's view and moves and grows with it; `new AreaCanvas(draw)`. The context draws in pixels
 * of the world.
 */
export const AreaCanvas = Renderer.extend(/** @type {ThisType<any> & Record<string, unknown>} */ ({
  /** @param {Draw} draw */
  initialize(draw) {
    Renderer.prototype.initialize.call(this, {padding: 0});
    this._draw = draw;
    this._padding = 0; // What is in view is to be seen first.
    this._frame = 0;
  },

  /** Draw anew before the next frame, once, however often it is asked for. */
  redraw() {
    this._frame ||= requestAnimationFrame(() => this._redraw());
  },

  /** Draw beyond the view too. */
  widen() {
    this._padding = PADDING;
    this._update();
  },

  _initContainer() {
    this._container = document.createElement('canvas');
    this._context = this._container.getContext('2d');
  },

  _destroyContainer() {
    cancelAnimationFrame(this._frame);
    this._container.remove();
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    this.options.padding = this._padding;
    Renderer.prototype._update.call(this);
    DomUtil.setPosition(this._container, this._bounds.min);
    this._redraw();
  },

  _redraw() {
    cancelAnimationFrame(this._frame);
    this._frame = 0;
    const ratio = Math.min(devicePixelRatio, SHARPEST);
    const size = this._bounds.getSize();
    fit(this._container, size, ratio);
    const scale = this._map.getZoomScale(this._zoom, WORLD_ZOOM);
    const {x, y} = this._map.project(this._center, this._zoom).subtract(size.divideBy(2));
    const box = {west: x / scale, north: y / scale, east: (x + size.x) / scale, south: (y + size.y) / scale};
    this._context.setTransform(ratio * scale, 0, 0, ratio * scale, -ratio * x, -ratio * y);
    this._context.clearRect(box.west, box.north, box.east - box.west, box.south - box.north);
    this._draw(this._context, {scale, zoom: this._zoom, box});
  },
}));

/** @param {HTMLCanvasElement} canvas @param {import('leaflet').Point} size @param {number} ratio */
function fit(canvas, {x, y}, ratio) {
  if (canvas.width === Math.round(x * ratio) && canvas.height === Math.round(y * ratio)) return;
  canvas.width = Math.round(x * ratio);
  canvas.height = Math.round(y * ratio);
  canvas.style.width = `${x}px`;
  canvas.style.height = `${y}px`;
}
