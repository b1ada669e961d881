import {readVocabulary} from '../page/page.js';
import {drawOn} from './drawing.js';
import {layersOf} from './held.js';
import {AreaLayer} from './layers.js';
import {Looks} from './looks.js';
import {openingLevel, openingView} from './opening.js';
import {makePalette, readColours} from './paint.js';
import {drawScene} from './scene.js';
import {Surroundings} from './surroundings.js';

/**
 * @typedef {import('../page/page.js').Elements} Elements
 * @typedef {{
 *   colours: import('./paint.js').Colours, looks: Looks, surroundings: Surroundings, layers: AreaLayer[],
 *   canvas: HTMLCanvasElement | null,
 * }} Scenery what a map draws with, and the layers that were drawn with it before, on which canvas
 */

/**
 * Give what a map draws with.
 * @param {HTMLElement} container
 * @param {Elements} elements
 * @param {string | null} measure the one shown, null for each level's own
 * @returns {Scenery}
 */
export function makeScenery(container, {element}, measure) {
  const colours = readColours(container);
  const looks = new Looks(element.measures, makePalette(colours), readVocabulary().ratePer, {measure, weeks: null});
  return {colours, looks, surroundings: new Surroundings(), layers: [], canvas: null};
}

/**
 * Draw the areas where the map will have them before there is a map, if the page holds all that it opens with.
 * @param {HTMLElement} container
 * @param {Elements} elements
 * @returns {Scenery | null} what it was drawn with, to be taken over by the map
 */
export function drawFirst(container, elements) {
  const {element, layers: all} = elements;
  const view = openingView(container, element);
  const level = openingLevel(element, view.zoom);
  const layers = layersOf(all, level.level)
    .map((layer) => new AreaLayer(layer, {authorities: element.authorities ?? null}))
    .filter((layer) => layer.isIn(view.box));
  if (!layers.every((layer) => layer.takeHeld())) return null;
  const scenery = makeScenery(container, elements, null);
  const {colours, looks, surroundings} = scenery;
  for (const layer of layers) layer.paint(looks.lookOf(level));
  const scene = {
    grounds: element.shape === 'map' ? surroundings.grounds : [], layers, backdrop: [], focused: null, selected: null,
  };
  const canvas = document.createElement('canvas');
  canvas.className = 'placeholder is-drawn';
  canvas.dataset.placeholder = '';
  drawOn(canvas, view, (context, frame) => drawScene(context, scene, colours, frame));
  container.parentElement?.querySelector('[data-placeholder]')?.after(canvas);
  return {...scenery, layers, canvas};
}
