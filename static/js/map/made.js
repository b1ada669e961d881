import {Finer} from './finer.js';
import {layersOf, levelsOf} from './held.js';
import {AreaLayer} from './layers.js';

/**
 * Make the levels of a map with their layers, and its backdrop: outlines of a level that stand in until the first is drawn.
 * @param {import('../page/page.js').Elements} elements
 * @param {AreaLayer[]} [made] layers of these elements that there are already
 * @returns {{levels: import('./levels.js').Level[], backdrop: AreaLayer[]}}
 */
export function makeLayers({element, layers}, made = []) {
  const {backdrop, locked = null, authorities = null} = element;
  const levels = levelsOf(element).map((level) => ({
    element: level,
    layers: layersOf(layers, level.level).map((layer) =>
      made.find((each) => each.element === layer) ?? new AreaLayer(layer, {authorities})),
    finer: level.finer_from === undefined ? null : new Finer(level.level, level.finer_from),
  }));
  const behind = backdrop && !locked ? layersOf(layers, backdrop) : [];
  return {levels, backdrop: behind.map((layer) => new AreaLayer(layer, {authorities: null}))};
}
