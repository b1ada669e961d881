import {standBeside} from './beside.js';
import {DomUtil, Popup} from './leaflet.js';
import {contentOf, largestIn, layRoundTip, roomFor, tipsOf} from './popup-parts.js';
import {layerPoint} from './view.js';

/**
 * @typedef {import('./areas.js').Area} Area
 * @typedef {import('./layers.js').Shape} Shape
 * @typedef {import('./world.js').Point} Point
 */

/** A popup that stands beside its area, on the side that has room, with its tip at the area. */
const PopupBeside = Popup.extend(/** @type {ThisType<any> & Record<string, unknown>} */ ({
  getEvents() {
    return {...Popup.prototype.getEvents.call(this), moveend: this._updatePosition};
  },

  _updatePosition() {
    const {offsetWidth: width, offsetHeight: height} = this._container;
    if (!this._map || !width) return; // Where there is a sheet it is not seen.
    const {x, y} = this._map.getSize();
    const stand = standBeside(this._tips(), {width, height}, roomFor(x, y));
    this._shift = stand.shift;
    this._take(stand, stand.tip.map((at, axis) => at + stand.shift[axis]), {width, height});
  },

  /**
   * Stand there, held by the map at the tip: so it goes where the area goes while the map is zoomed.
   * @param {import('./beside.js').Stand} stand
   * @param {number[]} tip where it is before the map is moved
   * @param {{width: number, height: number}} size
   */
  _take(stand, [x, y], size) {
    this._latlng = this._map.containerPointToLatLng([x, y]);
    DomUtil.setPosition(this._container, this._map.containerPointToLayerPoint([x, y]).round());
    layRoundTip(this._container, stand, size);
  },

  _tips() {
    const tips = tipsOf(this.options.shape.polygons);
    const at = (/** @type {Point} */ point) => {
      const {x, y} = this._map.layerPointToContainerPoint(layerPoint(this._map, point));
      return [x, y];
    };
    return Object.fromEntries(Object.entries(tips).map(([side, point]) => [side, at(point)]));
  },

  _adjustPan() {
    const [x, y] = this._shift ?? [0, 0];
    if (!this.options.isOpening || !(x || y)) return;
    this.options.isOpening = false;
    this._map.panBy([x, y].map(Math.round));
  },
}));

/** Show the name and the count of one area at a time. */
export class AreaPopup {
  #map;
  #popup;
  #isMoving = false;

  /**
   * @param {import('leaflet').Map} map
   * @param {() => void} onClose called when the reader closes it
   */
  constructor(map, onClose) {
    this.#map = map;
    this.#popup = new PopupBeside({closeOnClick: false, minWidth: 0});
    map.on('popupclose', () => {
      map.getContainer().classList.remove('has-popup');
      if (!this.#isMoving) onClose();
    });
  }

  /**
   * Open the popup of an area, beside it.
   * @param {Shape} shape
   * @param {boolean} isAtOnce whether it is there without fading in, as it may have been before the map was
   */
  open(shape, isAtOnce) {
    const {x: width, y: height} = this.#map.getSize();
    Object.assign(this.#popup.options, {shape, isOpening: true, ...largestIn(width, height)});
    this.#popup.setLatLng(this.#map.getCenter()).setContent(contentOf(shape.area)).openOn(this.#map);
    this.#popup.options.isOpening = false;
    this.#popup.getElement().style.transition = isAtOnce ? 'none' : '';
    this.#map.getContainer().classList.add('has-popup');
  }

  /** Close the popup without a word: it will open elsewhere. */
  move() {
    this.#isMoving = true;
    this.#map.closePopup();
    this.#isMoving = false;
  }

  /**
   * Say an area's figures anew, if the popup is open.
   * @param {Area} area
   */
  update(area) {
    if (this.#popup.isOpen()) this.#popup.setContent(contentOf(area));
  }

  /** Close the popup, if it is open. */
  close() {
    this.#map.closePopup();
  }
}
