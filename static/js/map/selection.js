import {AreaPopup} from './popup.js';

/**
 * @typedef {import('./layers.js').Shape} Shape
 * @typedef {import('../page/state.js').AreaKey} AreaKey
 */

/** Hold which area is selected, drawn or not; its popup opens once it is drawn. */
export class Selection {
  /** @type {AreaKey | null} */
  key = null;

  /** @type {Shape | null} the area, once it is drawn */
  shape = null;

  #popup;

  /** @param {import('leaflet').Map} map @param {() => void} onClose called when the reader closes the popup */
  constructor(map, onClose) {
    this.#popup = new AreaPopup(map, onClose);
  }

  /**
   * Select an area, or none; tells whether that is another.
   * @param {AreaKey | null} area
   */
  take(area) {
    if (isSame(area, this.key)) return false;
    this.key = area && {level: area.level, code: area.code};
    this.shape = null;
    if (!area) this.#popup.close();
    return true;
  }

  /**
   * Look for the area among those drawn, where it was not drawn before.
   * @param {Shape[]} shapes
   * @param {boolean} isAtOnce whether its popup is there without fading in
   */
  find(shapes, isAtOnce) {
    if (!this.key || this.shape) return;
    const shape = shapes.find(({area}) => isSame(area, this.key));
    if (!shape) return;
    this.shape = shape;
    this.#popup.open(shape, isAtOnce);
  }

  /** Say the area's figures anew. */
  update() {
    if (this.shape) this.#popup.update(this.shape.area);
  }

  /** Forget where the area was drawn: it will be drawn elsewhere. */
  move() {
    this.shape = null;
    this.#popup.move();
  }
}

/** @param {AreaKey | null} one @param {AreaKey | null} other */
function isSame(one, other) {
  return one?.level === other?.level && one?.code === other?.code;
}
