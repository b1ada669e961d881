// What needs no Leaflet, and so is there before it: it decodes what the page holds, and answers taps from that.
import {answerTaps} from './map/early.js';
import {drawFirst} from './map/first.js';
import {decodeHeld} from './map/held.js';
import {whenNear, whenSeen, whenSized} from './page/near.js';
import {asksMore, isEmbedded, isFramed, isStatic, readElements} from './page/page.js';

export const elements = readElements();
const container = document.getElementById(elements.element.id);

const {dataset} = document.body;
if (isStatic() && !isEmbedded()) dataset.state = location.search; // Nobody else has read it.

/** Whether an embed without a server is asked for more than its page is of. */
export const isAskedMore = dataset.asked !== undefined && asksMore(location.search, dataset);

if (isAskedMore) document.querySelector('[data-placeholder]')?.setAttribute('visibility', 'hidden'); // of another view

// Another week's values, and what an address asks for, only the map knows to show.
const isAsItOpens = !elements.element.step && !dataset.state && !isAskedMore;

export const early = container && isAsItOpens ? answerTaps(container, elements) : null;

/**
 * Gives the map's container once the map is to be made, and what the areas were drawn with if the page held them: an embed
 * may stand far down an article that loads all its frames at once.
 * @type {Promise<{container: HTMLElement, drawn: import('./map/first.js').Scenery | null}>}
 */
export const isWanted = new Promise((resolve) => {
  if (!container) return;
  const draw = () => {
    const drawn = isAsItOpens ? drawFirst(container, elements) : null;
    if (drawn) document.documentElement.dataset.drawn = 'true';
    early?.shiftPictures();
    whenSeen(() => setTimeout(() => resolve({container, drawn}))); // after what waits by then, such as a tap
  };
  // Each of decoding, drawing and making the map takes its time: a tap that waits is heard between them, and its popup seen.
  const begin = () => {
    (isEmbedded() && isFramed() ? whenNear : whenSized)(container, () => setTimeout(() => {
      if (early?.area) whenSeen(draw);
      else draw();
    }));
    decodeHeld(elements);
  };
  // The page is drawn in one go, which comes before the work on what is drawn next.
  if (isEmbedded()) begin();
  else whenSeen(begin);
});
