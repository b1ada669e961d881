import {readVocabulary} from '../page/page.js';
import {betweenRows, writeCounts} from './counts.js';
import {Labels} from './labels.js';
import {namesOfAreas, namesOfPlaces, partsOf, withoutSizes} from './names.js';
import {Tiles} from './tiles.js';
import {boxInView, layerPoint} from './view.js';
import {WORLD_ZOOM} from './world.js';

/**
 * @typedef {import('./levels.js').Levels} Levels
 * @typedef {import('../page/page.js').MapElement} MapElement
 */

/** Write on the map what places are called and, in hexagons, how much was counted. */
export class Naming {
  #map;
  #labels;
  #surroundings;
  #tiles;

  /** @param {import('leaflet').Map} map @param {import('./surroundings.js').Surroundings} surroundings */
  constructor(map, surroundings) {
    this.#map = map;
    this.#surroundings = surroundings;
    this.#tiles = new Tiles(surroundings);
    this.#labels = new Labels(map);
  }

  /** Return the land around the areas, each in place of what is before it. */
  get grounds() {
    return this.#surroundings.grounds;
  }

  /**
   * Write names over what is drawn.
   * @param {Levels} levels
   * @param {MapElement} element
   * @param {import('./layers.js').Shape | null} selected no name lies over it
   * @param {() => void} onMore called when more is known of what is around
   */
  write(levels, element, selected, onMore) {
    this.#labels.write(this.#names(levels, element), selected);
    const scale = this.#map.getZoomScale(this.#map.getZoom(), WORLD_ZOOM);
    if (element.shape === 'map') this.#tiles.refine(scale, boxInView(this.#map), onMore);
  }

  /**
   * Write counts in hexagons, beside the names.
   * @param {CanvasRenderingContext2D} context
   * @param {import('./drawing.js').Frame} frame
   * @param {Levels} levels
   * @param {import('./layers.js').Look} look
   */
  writeCounts(context, frame, {layers}, look) {
    const {x, y} = layerPoint(this.#map, [frame.box.west, frame.box.north]);
    const names = this.#labels.boxes.map((box) => new DOMRect(box.x - x, box.y - y, box.width, box.height));
    writeCounts(context, layers, look, frame, names);
  }

  /**
   * Name towns, what areas are grouped by, and areas, as far as the zoom goes.
   * @param {Levels} levels
   * @param {MapElement} element
   */
  #names({drawn, layers, shapes}, {shape, named_from: namedFrom}) {
    const places = layers.flatMap((layer) => layer.places);
    if (!drawn) return [];
    if (shape === 'hexes') return withoutSizes(namesOfPlaces(betweenRows(places, shapes)));
    const {finest, reportsBy} = readVocabulary();
    const {level} = drawn.element;
    const [zoom, view] = [this.#map.getZoom(), boxInView(this.#map)];
    const {towns, groups} = this.#surroundings;
    const isFar = groups.length > 0 && zoom < namedFrom[level === finest ? reportsBy : level];
    return [
      ...towns,
      ...(isFar ? partsOf(groups, view) : namesOfPlaces(places)),
      ...(level === finest && zoom >= namedFrom[finest] ? namesOfAreas(shapes, view) : []),
    ];
  }
}
