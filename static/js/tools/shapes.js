import {zoomAt} from '../map/levels.js';
import {editionAddress, readElements, toElements} from '../page/page.js';
import {middleOf, sameAuthorities} from './same-place.js';

/**
 * @typedef {import('../map/case-map.js').CaseMap} CaseMap
 * @typedef {import('../map/view.js').View} View
 * @typedef {{elements: any[], authorities: Record<string, import('./same-place.js').Box[]>}} ShapeFile what the map is
 *   composed of in another shape, and where authorities lie in each
 */

/** Draw the areas as a map or as hexagons; fires `shape` when another is shown. */
export class ShapeChoice extends EventTarget {
  /** @type {string | null} the shape shown, null where it is the one that the page opens with */
  shape = null;

  #caseMap;
  #panel;
  #inputs = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input[name=shape]'));
  #status = document.getElementById('shape-status');
  #opening;

  /** @type {string} the shape asked for last */
  #asked;

  /** @type {Promise<ShapeFile> | null} */
  #coming = null;

  /** @param {CaseMap} caseMap @param {import('./panel.js').AreaPanel} panel */
  constructor(caseMap, panel) {
    super();
    this.#caseMap = caseMap;
    this.#panel = panel;
    this.#opening = caseMap.shape;
    this.#asked = caseMap.shape;
    for (const input of this.#inputs) input.addEventListener('change', () => this.goTo(input.value));
  }

  /**
   * Draw another shape, null meaning the one that the page opens with.
   * @param {string | null} shape
   * @param {View | null} [view] what to show of it, without one the same place as now
   */
  async goTo(shape, view = null) {
    const wanted = [...this.#inputs].find(({value}) => value === shape)?.value ?? this.#opening;
    if (wanted === this.#asked) return;
    this.#asked = wanted;
    this.#show();
    try {
      const file = await this.#file();
      const elements = wanted === this.#opening ? readElements() : toElements(file.elements);
      const there = view ?? await this.#samePlace(elements, file);
      if (wanted !== this.#asked) return;
      this.shape = wanted === this.#opening ? null : wanted;
      this.dispatchEvent(new Event('shape'));
      await this.#caseMap.reshape(elements, there);
      if (this.#status) this.#status.textContent = '';
    } catch {
      if (wanted !== this.#asked) return;
      this.#asked = this.#caseMap.shape;
      if (this.#status) this.#status.textContent = 'That shape did not load. Try again.';
    }
    this.#show();
  }

  /** Load what is known of the other shape, and where authorities lie in both. */
  #file() {
    const other = [...this.#inputs].find(({value}) => value !== this.#opening)?.value;
    this.#coming ??= fetchJson(`shapes/${other}.json`);
    this.#coming.catch(() => (this.#coming = null));
    return this.#coming;
  }

  /**
   * Return the view of the authorities that are seen now, in another shape; around the selected area if there is one.
   * @param {import('../page/page.js').Elements} elements
   * @param {ShapeFile} file
   * @returns {Promise<View>}
   */
  async #samePlace({element}, {authorities}) {
    const {map, selected, shape} = this.#caseMap;
    const [bounds, {lat, lng}] = [map.getBounds(), map.getCenter()];
    if (element.shape === shape) return {latitude: lat, longitude: lng, zoom: map.getZoom()};
    const seen = /** @type {import('./same-place.js').Box} */ (
      [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
    const view = this.#caseMap.viewOver(sameAuthorities(seen, authorities[shape], authorities[element.shape]));
    const box = selected && await this.#panel.boxIn(element.shape);
    if (!selected || !box) return view;
    const [longitude, latitude] = middleOf(box);
    return {latitude, longitude, zoom: zoomAt(element.levels, selected.level, view.zoom)};
  }

  #show() {
    for (const input of this.#inputs) input.checked = input.value === this.#asked;
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-in-shape]'))) {
      part.hidden = part.dataset.inShape !== this.#caseMap.shape;
    }
  }
}

/** @param {string} path */
async function fetchJson(path) {
  const response = await fetch(editionAddress(path));
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}
