// What needs no Leaflet, and so is there before it: it decodes what the page holds, and answers taps from that.
import {answerTaps} from './map/early.js';
import {decodeHeld} from './map/held.js';
import {whenNear, whenSized} from './page/near.js';
import {isEmbedded, isFramed, readElements} from './page/page.js';

export const elements = readElements();
const container = document.getElementById(elements.element.id);

// Another week's values, and what an address asks for, only the map knows to show.
const isAsItOpens = !elements.element.step && !document.body.dataset.state;

export const early = container && isAsItOpens ? answerTaps(container, elements) : null;

/**
 * Gives the map's container once the map is to be drawn: an embed may stand far down an article that loads all its frames
 * at once.
 * @type {Promise<HTMLElement>}
 */
export const isWanted = new Promise((resolve) => {
  if (container) (isEmbedded() && isFramed() ? whenNear : whenSized)(container, () => resolve(container));
});

if (container) decodeHeld(elements);
