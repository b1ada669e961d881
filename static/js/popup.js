import {Polygon, Popup} from './leaflet.js';
import {isEmbedded, siteAddress} from './page.js';
import {sentences} from './wording.js';

/**
 * @typedef {import('./areas.js').Area} Area
 * @typedef {import('./paths.js').Shape} Shape
 */

const WIDEST = 288;
const MARGIN = 12;
const GUTTER = 68; // at the left, where the zoom buttons lie over the map
const NARROW = 480; // a map's width below which the buttons make way for a popup; leaflet.css has the same

/** Show one area at a time: what is said of it, and its outline. */
export class AreaPopup {
  #map;
  #popup;
  #outlineStyle;

  /** @type {import('leaflet').Polygon | null} */
  #outline = null;

  /**
   * @param {import('leaflet').Map} map
   * @param {{canvas: import('leaflet').Canvas, ink: string}} drawing
   */
  constructor(map, {canvas, ink}) {
    this.#map = map;
    this.#popup = new Popup({autoPanPaddingBottomRight: [MARGIN, MARGIN]});
    this.#outlineStyle = {renderer: canvas, smoothFactor: 0, interactive: false, fill: false, color: ink, weight: 2.5};
    map.on('popupclose', () => {
      this.#outline?.remove();
      map.getContainer().classList.remove('has-popup');
    });
    map.getContainer().addEventListener('keydown', ({key}) => key === 'Escape' && this.#close());
  }

  /**
   * Open the popup of an area.
   * @param {Shape} shape
   * @param {import('leaflet').LatLngExpression} at
   */
  open({area, polygons}, at) {
    this.#map.closePopup();
    const {x: width, y: height} = this.#map.getSize();
    const gutter = width < NARROW ? MARGIN : GUTTER;
    Object.assign(this.#popup.options, {
      minWidth: 0,
      maxWidth: Math.min(WIDEST, width - gutter - MARGIN),
      maxHeight: height - 4 * MARGIN,
      autoPanPaddingTopLeft: [gutter, MARGIN],
    });
    this.#map.getContainer().classList.add('has-popup');
    this.#outline = new Polygon(polygons, this.#outlineStyle).addTo(this.#map);
    this.#popup.setLatLng(at).setContent(contentOf(area)).openOn(this.#map);
  }

  /** Lift the outline above areas that were drawn after it. */
  lift() {
    if (this.#popup.isOpen()) this.#outline?.bringToFront();
  }

  #close() {
    if (!this.#popup.isOpen()) return;
    this.#map.closePopup();
    this.#map.getContainer().focus({preventScroll: true});
  }
}

/** @param {Area} area */
function contentOf(area) {
  const [count, ...others] = sentences(area);
  const content = document.createElement('div');
  content.append(textElement('p', 'area-name', area.name));
  if (area.authority) content.append(textElement('p', 'area-authority', area.authority.name));
  content.append(textElement('p', 'area-count', count));
  content.append(...others.map((sentence) => textElement('p', 'area-fact', sentence)));
  content.append(linkTo(area));
  return content;
}

/** @param {Area} area */
function linkTo({level, code, name}) {
  const link = /** @type {HTMLAnchorElement} */ (textElement('a', 'area-link', `More about ${name}`));
  link.href = siteAddress(`areas/${level}/${encodeURIComponent(code)}`);
  if (isEmbedded()) Object.assign(link, {target: '_blank', rel: 'noopener'});
  return link;
}

/** @param {string} tag @param {string} className @param {string} text */
function textElement(tag, className, text) {
  return Object.assign(document.createElement(tag), {className, textContent: text});
}
