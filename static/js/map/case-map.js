import {readVocabulary} from '../page/page.js';
import {AreaCanvas} from './canvas.js';
import {makeScenery} from './first.js';
import {middleOf} from './layers.js';
import {LatLngBounds} from './leaflet.js';
import {Levels, zoomAt} from './levels.js';
import {makeLayers} from './made.js';
import {Naming} from './naming.js';
import {makePalette, readColours} from './paint.js';
import {drawScene, partsOf} from './scene.js';
import {Selection} from './selection.js';
import {boxAt, boxInView, isFitting, makeMap, placeOf, pointAt, show, showWhole, viewOver} from './view.js';
import {isInBox} from './world.js';

/**
 * @typedef {import('./layers.js').Shape} Shape
 * @typedef {import('../page/page.js').Elements} Elements
 * @typedef {import('../page/page.js').LevelElement} LevelElement
 * @typedef {import('../page/state.js').AreaKey} AreaKey
 * @typedef {import('../page/state.js').State} State
 * @typedef {Pick<State, 'measure' | 'level'>} Choices
 * @typedef {import('./looks.js').Weeks} Weeks
 * @typedef {{shape: Shape | null, at: import('leaflet').Point | null}} Hover the area under the pointer, and where that
 *   is on the map
 */

const SCHEMES = ['(prefers-color-scheme: dark)', 'print']; // what style sheets go by

/**
 * The map: what is drawn of which level, in which measure and week, and which area is selected.
 *
 * Fires `draw` when what is drawn or under way has changed, `select` when another area is selected, `choose` when the
 * reader chose another measure or level, `hover` when the pointer moves over the map or leaves it, `focus` when the
 * keyboard is at another area, and `surround` when a line is drawn round another place.
 */
export class CaseMap extends EventTarget {
  /** @type {Shape | null} the area that the keyboard is at */
  focused = null;

  /** @type {Choices} */
  choices;

  #counting = readVocabulary().measures[0];
  #elements;
  #colours;
  #looks;
  #selection;
  #naming;
  #canvas;

  /** @type {Levels} */
  #levels;

  /** @type {Levels | null} of another shape, until what it wants has come */
  #coming = null;

  #isReady = false;

  /** @type {unknown[]} what the canvas was drawn of last */
  #drawnParts = [];

  /** @type {import('./outlines.js').Outline | null} the selected area, where areas of another level are drawn */
  surrounded = null;

  /**
   * @param {HTMLElement} container with a size
   * @param {Elements} elements
   * @param {State} state
   * @param {import('./first.js').Scenery | null} drawn what the areas were drawn with before
   */
  constructor(container, elements, {area, measure, level, view}, drawn) {
    super();
    const {element} = elements;
    this.#elements = elements;
    const {colours, looks, surroundings, layers} = drawn ?? makeScenery(container, elements, measure);
    this.#colours = colours;
    this.#looks = looks;
    this.choices = {measure, level};
    const {bounds, reach, closest} = element;
    this.map = makeMap(container, {bounds, reach: reach ?? bounds, closest, view});
    this.#canvas = new AreaCanvas((/** @type {Parameters<import('./drawing.js').Draw>} */ ...[context, frame]) => {
      const scene = this.#scene();
      this.#drawnParts = partsOf(scene);
      drawScene(context, scene, this.#colours, frame);
      this.#writeCounts(context, frame);
    });
    this.#selection = new Selection(this.map, () => this.select(null));
    this.#naming = new Naming(this.map, surroundings);
    this.#levels = this.#makeLevels(elements, () => this.#inView(), () => this.#changed(), layers);
    this.map.on('click', ({latlng}) => this.select(this.shapeAt(latlng)?.area ?? null));
    this.map.on('mousemove', ({latlng, containerPoint}) => this.#hover(this.shapeAt(latlng), containerPoint));
    this.map.on('mouseout', () => this.#hover(null, null));
    for (const query of SCHEMES) matchMedia(query).addEventListener('change', () => this.#recolour(container));
    if (area) this.select(area);
  }

  /**
   * Draw what the page holds, and what the view wants beside it, in a week; null means the edition's own.
   * @param {Weeks | null} weeks
   */
  start(weeks) {
    if (weeks) this.#looks.show({weeks});
    this.#levels.start();
    this.#canvas.addTo(this.map);
    this.map.on('movestart', () => this.#levels.waitForRest());
    this.map.on('moveend', () => this.#levels.refreshSoon());
    this.map.on('viewreset', () => this.#levels.refresh()); // a jump: nothing passes by on the way
  }

  /** Say that the first view is there: names of authorities and the like may follow. */
  ready() {
    this.#isReady = true;
    this.#canvas.widen();
    this.#changed();
  }

  /**
   * Choose another measure, or the only level to draw; null leaves it to the map.
   * @param {Partial<Choices>} choices
   */
  choose(choices) {
    this.choices = {...this.choices, ...choices};
    this.#looks.show({measure: this.choices.measure});
    this.#levels.locked = this.choices.level ?? this.#elements.element.locked ?? null;
    this.#levels.refresh();
    this.dispatchEvent(new Event('choose'));
  }

  /**
   * Draw the areas in another shape and show a view of it, once all that this wants has come.
   * @param {Elements} elements
   * @param {import('./view.js').View} view
   */
  async reshape(elements, view) {
    const wanted = {zoom: view.zoom, box: boxAt(this.map, view)};
    const levels = await new Promise((/** @type {(levels: Levels) => void} */ resolve) => {
      const coming = this.#makeLevels(
        elements,
        () => (this.#levels === coming ? this.#inView() : wanted),
        () => {
          if (this.#levels === coming) return this.#changed();
          this.dispatchEvent(new Event('draw'));
          if (!coming.pending) resolve(coming);
        },
      );
      this.#coming = coming;
      coming.refresh();
    });
    if (this.#coming !== levels) return; // Another was asked for meanwhile.
    this.#coming = null;
    this.#elements = elements;
    this.#levels = levels;
    this.focused = null;
    this.#selection.move();
    this.show(view);
  }

  /**
   * Show another week, null meaning the edition's own.
   * @param {Weeks | null} weeks
   */
  showWeeks(weeks) {
    this.#looks.show({weeks});
    this.#levels.repaint();
    const {shape} = this.#selection;
    if (shape && !this.shapes.includes(shape)) this.#selection.move(); // What is not drawn is of another week.
    this.#changed();
  }

  /**
   * Select an area, or none; its popup opens once it is drawn.
   * @param {AreaKey | null} area
   */
  select(area) {
    if (!this.#selection.take(area)) return;
    this.#selection.find(this.shapes, !this.#isReady);
    if (this.#isReady) this.#nameAll();
    this.#canvas.redraw();
    this.dispatchEvent(new Event('select'));
  }

  /**
   * Show which area the keyboard is at, and bring it into view.
   * @param {Shape | null} shape
   */
  focus(shape) {
    this.focused = shape;
    this.#canvas.redraw();
    this.dispatchEvent(new Event('focus'));
    if (!shape || isInBox(boxInView(this.map), middleOf(shape))) return;
    this.map.panTo(placeOf(this.map, middleOf(shape)));
  }

  /**
   * Draw a line round a place: the selected area where areas of another level are drawn. Its popup goes until it is drawn
   * itself.
   * @param {import('./outlines.js').Outline | null} place
   */
  surround(place) {
    this.surrounded = place;
    if (place) this.#selection.move();
    this.#canvas.redraw();
    this.dispatchEvent(new Event('surround'));
  }

  /**
   * Bring an area into view, at a zoom at which it is drawn; one that others lie in is filled by the finest of them, but
   * where only its own level is wanted.
   * @param {AreaKey} area
   * @param {[number, number, number, number]} box its west, south, east and north
   */
  goTo({level}, [west, south, east, north]) {
    const {levels} = this.#elements.element;
    const isDrawn = levels.some((element) => element.level === level);
    if (isDrawn && this.choices.level !== null && this.choices.level !== level) this.choose({level: null});
    const bounds = new LatLngBounds([south, west], [north, east]);
    const finest = levels[levels.length - 1].level;
    const wanted = isDrawn && !this.#levels.locked ? finest : level;
    const around = bounds.pad(level === finest ? 1 : 0.05);
    this.map.setView(bounds.getCenter(), zoomAt(levels, wanted, this.map.getBoundsZoom(around)));
  }

  /**
   * Show a view just so.
   * @param {import('./view.js').View} view
   */
  show(view) {
    show(this.map, view);
  }

  /**
   * Return the view that just holds a box.
   * @param {[number, number, number, number]} box its west, south, east and north
   */
  viewOver([west, south, east, north]) {
    return viewOver(this.map, new LatLngBounds([south, west], [north, east]));
  }

  /** Show all of the map, as it opens. */
  showAll() {
    showWhole(this.map, new LatLngBounds(this.#elements.element.bounds));
  }

  /** Return whether the map moves to show all of it as it opens, and not what the reader wants to see. */
  get isFitting() {
    return isFitting(this.map);
  }

  /** Load again what failed. */
  retry() {
    this.#levels.retry();
  }

  /** @param {import('leaflet').LatLng} place */
  shapeAt(place) {
    return this.#levels.shapeAt(pointAt(this.map, place));
  }

  /** Return the area in the middle of the view. */
  shapeInMiddle() {
    return this.shapeAt(this.map.getCenter());
  }

  /** Return the area that is selected. */
  get selected() {
    return this.#selection.key;
  }

  /** Return the selected area as it is drawn, null while it is not. */
  get selectedShape() {
    return this.#selection.shape;
  }

  /** Return the weeks shown by level, null where they are the edition's own. */
  get weeks() {
    return this.#looks.weeks;
  }

  /** List the areas drawn. */
  get shapes() {
    return this.#levels.shapes;
  }

  /** Name the shape in which areas are drawn. */
  get shape() {
    return this.#elements.element.shape;
  }

  /** Return the level drawn, and the measure in which it is. */
  get drawn() {
    const element = this.#levels.drawn?.element;
    return element ? {level: element.level, measure: this.#looks.measureOf(element)} : null;
  }

  /** Return whether anything is on the map, outlines included. */
  get hasBegun() {
    return this.#levels.drawn !== null || this.#levels.backdrop.length > 0;
  }

  /** Tell what is under way: the number of layer requests, and whether one failed. */
  get loading() {
    return {pending: this.#levels.pending + (this.#coming?.pending ?? 0), hasFailed: this.#levels.hasFailed};
  }

  #scene() {
    const {layers, backdrop} = this.#levels;
    const grounds = this.shape === 'map' ? this.#naming.grounds : [];
    return {grounds, layers, backdrop, focused: this.focused, selected: this.surrounded ?? this.#selection.shape};
  }

  /** @type {import('./drawing.js').Draw} */
  #writeCounts(context, frame) {
    const {drawn} = this.#levels;
    if (!drawn || this.shape !== 'hexes' || this.#looks.measureOf(drawn.element) !== this.#counting) return;
    this.#naming.writeCounts(context, frame, this.#levels, this.#looks.lookOf(drawn.element));
  }

  /** @param {Shape | null} shape @param {Hover['at']} at */
  #hover(shape, at) {
    this.map.getContainer().classList.toggle('is-over-area', shape !== null);
    this.dispatchEvent(new CustomEvent('hover', {detail: {shape, at}}));
  }

  /** @param {HTMLElement} container */
  #recolour(container) {
    this.#colours = readColours(container);
    this.#looks.recolour(makePalette(this.#colours));
    this.#levels.repaint();
    this.#canvas.redraw();
  }

  #changed() {
    this.#selection.find(this.shapes, !this.#isReady);
    this.#selection.update();
    if (this.#isReady) this.#nameAll();
    const parts = partsOf(this.#scene());
    const isDrawn = parts.length === this.#drawnParts.length && parts.every((part, at) => part === this.#drawnParts[at]);
    if (!isDrawn) this.#canvas.redraw();
    this.dispatchEvent(new Event('draw'));
  }

  #nameAll() {
    this.#naming.write(this.#levels, this.#elements.element, this.#selection.shape, () => this.#changed());
  }

  #inView() {
    return {zoom: this.map.getZoom(), box: boxInView(this.map)};
  }

  /**
   * @param {Elements} elements
   * @param {() => import('./levels.js').View} view
   * @param {() => void} onChange
   * @param {import('./layers.js').AreaLayer[]} [made] layers of these elements that there are already
   */
  #makeLevels(elements, view, onChange, made) {
    const {levels, backdrop} = makeLayers(elements, made);
    const all = new Levels(levels, backdrop, (drawn) => this.#looks.lookOf(drawn), view, onChange);
    all.locked = elements.element.locked ?? this.choices.level;
    return all;
  }
}
