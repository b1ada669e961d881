import {drawOn} from './drawing.js';
import {DomUtil, Renderer} from './leaflet.js';

const PADDING = 0.2; // shares of the view's size that are drawn beyond it, to be there when the map is dragged

/**
 * A canvas that lies over the map's view and moves and grows with it; `new AreaCanvas(draw)`. The context draws in pixels
 * of the world.
 */
export const AreaCanvas = Renderer.extend(/** @type {ThisType<any> & Record<string, unknown>} */ ({
  /** @param {import('./drawing.js').Draw} draw */
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
    const size = this._bounds.getSize();
    const corner = this._map.project(this._center, this._zoom).subtract(size.divideBy(2));
    drawOn(this._container, {zoom: this._zoom, corner, size}, this._draw);
  },
}));
