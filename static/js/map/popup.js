import {areaAddress, readVocabulary} from '../page/page.js';
import {inLanguage} from '../words/vocabulary.js';
import {countSentence, figureSentence} from '../words/wording.js';
import {GAP, standBeside} from './beside.js';
import {DomUtil, Popup} from './leaflet.js';
import {layerPoint} from './view.js';

/**
 * @typedef {import('./areas.js').Area} Area
 * @typedef {import('./layers.js').Shape} Shape
 * @typedef {import('./world.js').Point} Point
 */

const WIDEST = 256;
const MARGIN = 10;
const GUTTER = 66; // at the left, where the zoom buttons lie over the map
const NARROW = 480; // a map's width below which the buttons make way for a popup; leaflet.css has the same
const CORNER = 14; // pixels of the popup's sides that its tip keeps from

/** A popup that stands beside its area, on the side that has room, with its tip at the area. */
const PopupBeside = Popup.extend(/** @type {ThisType<any> & Record<string, unknown>} */ ({
  getEvents() {
    return {...Popup.prototype.getEvents.call(this), moveend: this._updatePosition};
  },

  _updatePosition() {
    const {offsetWidth: width, offsetHeight: height} = this._container;
    if (!this._map || !width) return; // Where there is a sheet it is not seen.
    const {x, y} = this._map.getSize();
    const room = {left: x < NARROW ? MARGIN : GUTTER, top: MARGIN, right: x - MARGIN, bottom: y - MARGIN};
    const stand = standBeside(this._tips(), {width, height}, room);
    this._shift = stand.shift;
    this._take(stand, stand.tip.map((at, axis) => at + stand.shift[axis]), {width, height});
  },

  /**
   * Stand there, held by the map at the tip: so it goes where the area goes while the map is zoomed.
   * @param {import('./beside.js').Stand} stand
   * @param {number[]} tip where it is before the map is moved
   * @param {{width: number, height: number}} size
   */
  _take({side, left, top, tip}, [x, y], {width, height}) {
    this._latlng = this._map.containerPointToLatLng([x, y]);
    DomUtil.setPosition(this._container, this._map.containerPointToLayerPoint([x, y]).round());
    const [across, down] = [left - tip[0], top - tip[1]].map(Math.round);
    Object.assign(this._container.style, {left: `${across}px`, top: `${down}px`, bottom: 'auto'});
    this._container.dataset.side = side ?? '';
    const isBeside = side === 'left' || side === 'right';
    const along = Math.max(CORNER, Math.min(isBeside ? -down : -across, (isBeside ? height : width) - CORNER));
    this._container.style.setProperty('--tip', `${along}px`);
  },

  _tips() {
    const tips = tipsOf(this.options.shape);
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
   */
  open(shape) {
    const {x: width, y: height} = this.#map.getSize();
    Object.assign(this.#popup.options, {
      shape,
      isOpening: true,
      maxWidth: Math.min(WIDEST, width - 2 * (MARGIN + GAP)),
      maxHeight: height - 2 * (MARGIN + GAP),
    });
    this.#popup.setLatLng(this.#map.getCenter()).setContent(contentOf(shape.area)).openOn(this.#map);
    this.#popup.options.isOpening = false;
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

/**
 * Give the points at which an area reaches furthest on each side.
 * @param {Shape} shape
 * @returns {Record<import('./beside.js').Side, Point>}
 */
function tipsOf({polygons}) {
  const points = polygons.flat(2);
  const furthest = (/** @type {0 | 1} */ axis, /** @type {1 | -1} */ way) => {
    const most = points.reduce((sofar, point) => (way * (point[axis] - sofar) > 0 ? point[axis] : sofar), -way * Infinity);
    const ends = points.filter((point) => point[axis] === most); // of a straight side, whose middle it is
    const mean = (/** @type {0 | 1} */ of) => ends.reduce((sum, point) => sum + point[of], 0) / ends.length;
    return /** @type {Point} */ ([mean(0), mean(1)]);
  };
  return {right: furthest(0, 1), left: furthest(0, -1), top: furthest(1, -1), bottom: furthest(1, 1)};
}

/** @param {Area} area */
function contentOf(area) {
  const content = document.createElement('div');
  content.append(nameElement('p', 'area-name', area.name));
  content.append(textElement('p', 'area-count', countSentence(area, readVocabulary())));
  if (document.getElementById('area-panel')) return content; // The rest is there.
  const legend = /** @type {HTMLElement | null} */ (document.querySelector('[data-legend]:not([hidden])'));
  const figure = figureSentence(area, legend?.dataset.legend?.split(':')[0] ?? '', readVocabulary());
  if (figure) content.append(textElement('p', 'area-fact', figure));
  content.append(linkTo(area));
  return content;
}

/** @param {Area} area */
function linkTo(area) {
  const link = /** @type {HTMLAnchorElement} */ (textElement('a', 'area-link', 'More about '));
  link.append(nameElement('span', '', area.name));
  link.href = areaAddress(area, area.cases === 'not published' ? null : area.weekEnd);
  return Object.assign(link, {target: '_blank', rel: 'noopener'});
}

/** @param {string} tag @param {string} className @param {string} name */
function nameElement(tag, className, name) {
  return inLanguage(textElement(tag, className, name), readVocabulary().language);
}

/** @param {string} tag @param {string} className @param {string} text */
function textElement(tag, className, text) {
  return Object.assign(document.createElement(tag), {className, textContent: text});
}
