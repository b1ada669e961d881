import {areaAddress, isEmbedded, readVocabulary} from '../page/page.js';
import {inLanguage} from '../words/vocabulary.js';
import {sentences} from '../words/wording.js';
import {Popup} from './leaflet.js';

/** @typedef {import('./areas.js').Area} Area */

const WIDEST = 288;
const MARGIN = 12;
const GUTTER = 68; // at the left, where the zoom buttons lie over the map
const NARROW = 480; // a map's width below which the buttons make way for a popup; leaflet.css has the same

/** Show what is said of one area at a time. */
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
    this.#popup = new Popup({closeOnClick: false, autoPanPaddingBottomRight: [MARGIN, MARGIN]});
    map.on('popupclose', () => {
      map.getContainer().classList.remove('has-popup');
      if (!this.#isMoving) onClose();
    });
  }

  /**
   * Open the popup of an area.
   * @param {Area} area
   * @param {import('leaflet').LatLngExpression} at
   */
  open(area, at) {
    const {x: width, y: height} = this.#map.getSize();
    const gutter = width < NARROW ? MARGIN : GUTTER;
    Object.assign(this.#popup.options, {
      minWidth: 0,
      maxWidth: Math.min(WIDEST, width - gutter - MARGIN),
      maxHeight: height - 4 * MARGIN,
      autoPanPaddingTopLeft: [gutter, MARGIN],
    });
    this.#popup.setLatLng(at).setContent(contentOf(area)).openOn(this.#map);
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

/** @param {Area} area */
function contentOf(area) {
  const [count, ...others] = sentences(area, readVocabulary());
  const content = document.createElement('div');
  content.append(nameElement('p', 'area-name', area.name));
  if (area.authority) content.append(nameElement('p', 'area-authority', area.authority.name));
  content.append(textElement('p', 'area-count', count));
  content.append(...others.map((sentence) => textElement('p', 'area-fact', sentence)));
  content.append(linkTo(area));
  return content;
}

/** @param {Area} area */
function linkTo(area) {
  const link = /** @type {HTMLAnchorElement} */ (textElement('a', 'area-link', 'More about '));
  link.append(nameElement('span', '', area.name));
  link.href = areaAddress(area, area.cases === 'not published' ? null : area.weekEnd);
  if (isEmbedded()) Object.assign(link, {target: '_blank', rel: 'noopener'});
  return link;
}

/** @param {string} tag @param {string} className @param {string} name */
function nameElement(tag, className, name) {
  return inLanguage(textElement(tag, className, name), readVocabulary().language);
}

/** @param {string} tag @param {string} className @param {string} text */
function textElement(tag, className, text) {
  return Object.assign(document.createElement(tag), {className, textContent: text});
}
