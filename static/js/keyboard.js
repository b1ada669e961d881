import {contains} from './topology.js';
import {countSentence} from './wording.js';

/** @typedef {import('./paths.js').Shape} Shape */

const QUIET = 250; // milliseconds without movement, so that only the area where the reader stops is named
const LABEL = 'Map of cases. Arrow keys move it, plus and minus zoom, Enter opens the area in the middle.';

/**
 * Let the map be read without a pointer: name the area in the middle, and open it with Enter.
 * @param {import('leaflet').Map} map
 * @param {() => Shape[]} shapes those on the map
 * @param {(shape: Shape, at: import('leaflet').LatLng) => void} onSelect
 */
export function addKeyboard(map, shapes, onSelect) {
  const container = map.getContainer();
  const status = document.createElement('p');
  status.className = 'map-middle';
  status.setAttribute('role', 'status');
  container.setAttribute('role', 'application');
  container.setAttribute('aria-label', LABEL);
  container.append(status);

  const inMiddle = () => shapes().find(({polygons}) => contains(polygons, [map.getCenter().lat, map.getCenter().lng]));
  const sayMiddle = () => {
    const area = inMiddle()?.area;
    status.textContent = area ? `${area.name}: ${countSentence(area)}` : 'No area here';
  };

  // A click focuses the map too; what shows the focus and the middle is for readers who use keys.
  const setByKeys = (/** @type {boolean} */ isByKeys) => container.classList.toggle('is-by-keys', isByKeys);
  addEventListener('keydown', () => setByKeys(true), true);
  addEventListener('pointerdown', () => setByKeys(false), true);

  let timer = 0;
  const sayWhenStill = () => {
    clearTimeout(timer);
    if (document.activeElement === container) timer = setTimeout(sayMiddle, QUIET);
  };
  map.on('moveend', sayWhenStill);
  container.addEventListener('focus', sayWhenStill);
  container.addEventListener('keydown', ({key, target}) => {
    const shape = key === 'Enter' && target === container && inMiddle();
    if (shape) onSelect(shape, map.getCenter());
  });
}
