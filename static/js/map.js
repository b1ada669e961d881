import {addKeyboard} from './keyboard.js';
import {Labels} from './labels.js';
import {AreaLayer} from './layers.js';
import {Canvas} from './leaflet.js';
import {Levels} from './levels.js';
import {makeFill, readColours} from './paint.js';
import {readElements, showFailure, showLegend} from './page.js';
import {AreaPopup} from './popup.js';
import {middle} from './topology.js';
import {makeMap, whenSized} from './view.js';

/**
 * @typedef {import('./paths.js').Shape} Shape
 * @typedef {import('./layers.js').Drawing} Drawing
 */

const {element, layers} = readElements();
const container = document.getElementById(element.id);
if (container) whenSized(container, () => start(container));

/** @param {HTMLElement} container */
function start(container) {
  const map = makeMap(container, element.bounds, element.reach ?? element.bounds);
  const canvas = new Canvas({padding: 0.2});
  const colours = readColours(container);
  const popup = new AreaPopup(map, {canvas, ink: colours.ink});
  const labels = new Labels(map);
  const onSelect = popup.open.bind(popup);
  const common = {canvas, colours, onSelect};
  const levels = new Levels(map, makeLevels(common), makeBackdrop(common), changed);
  const shapes = () => levels.onMap.flatMap((layer) => layer.shapes);
  let {selected} = element;
  let isReady = false;
  let hasFailed = false;

  addKeyboard(map, shapes, onSelect);
  levels.start();
  map.on('zoomend', () => levels.scaleLines());
  map.on('moveend', () => levels.refresh());

  function changed() {
    if (levels.drawn) afterDrawing(levels.drawn.element);
    else if (levels.onMap.length) requestAnimationFrame(ready);
    if (levels.hasFailed !== hasFailed) sayFailure();
    container.dataset.pending = String(levels.pending);
  }

  /** @param {import('./page.js').LevelElement} drawn */
  function afterDrawing(drawn) {
    if (container.dataset.level !== drawn.level) showLegend(drawn);
    container.dataset.level = drawn.level;
    popup.lift();
    openSelected();
    if (isReady) labels.write(levels.onMap.flatMap(({places}) => places));
    else requestAnimationFrame(ready); // The canvas draws in this frame too, and asked first.
  }

  function ready() {
    if (isReady) return;
    isReady = true;
    document.documentElement.dataset.ready = 'true';
    changed();
    levels.loadAhead();
  }

  function openSelected() {
    const shape = selected && shapes().find(({area}) => area.code === selected);
    if (!shape) return;
    selected = null;
    popup.open(shape, middle(shape.polygons));
  }

  function sayFailure() {
    ({hasFailed} = levels);
    showFailure(hasFailed ? retry : null);
  }

  function retry() {
    container.focus({preventScroll: true}); // The button that had it goes.
    levels.retry();
  }
}

/** @typedef {Pick<Drawing, 'canvas' | 'colours' | 'onSelect'>} Common */

/** @param {Common} common */
function makeBackdrop(common) {
  const {backdrop, locked} = element;
  const drawing = {...common, fill: () => null, authorities: null, hiddenWords: ''};
  return backdrop && !locked ? layersOf(backdrop).map((layer) => new AreaLayer(layer, drawing)) : [];
}

/** @param {Common} common */
function makeLevels(common) {
  const {authorities = null, hidden = {}, locked, measures} = element;
  return element.levels.filter(({level}) => !locked || level === locked).map((level) => {
    const fill = makeFill(level.measure, measures[level.measure].classes, common.colours);
    const drawing = {...common, fill, authorities, hiddenWords: hidden[level.level] ?? ''};
    return {element: level, layers: layersOf(level.level).map((layer) => new AreaLayer(layer, drawing))};
  });
}

/** @param {string} level */
function layersOf(level) {
  const {authorities, layers: wanted} = element;
  return layers.filter((layer) => layer.level === level && (!authorities || !wanted || wanted.includes(layer.name)));
}
