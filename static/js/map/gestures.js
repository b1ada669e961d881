import {isFramed} from '../page/page.js';

const MOST = 0.75; // of the window's width and height: a map that has more leaves nowhere to scroll the page by
const SHOWN = 3000; // milliseconds

/**
 * Leave the wheel and one finger to the page where the map stands in an article's frame or fills the window of a page that
 * scrolls: the map takes the wheel with Ctrl or Command, or after a click until the pointer leaves, and two fingers. The
 * first time that this is not what was done, it is said.
 *
 * What is left to the page never gets to Leaflet, which listens on the container: it is stopped on its way down.
 * @param {HTMLElement} container of the map
 */
export function leaveScrolling(container) {
  let isLeft = false;
  let isMeant = false; // by a click in the map
  /** @type {Set<string>} */
  const told = new Set();

  look();
  addEventListener('resize', look);
  container.addEventListener('pointerdown', () => (isMeant = true));
  container.addEventListener('pointerleave', () => (isMeant = false));
  container.addEventListener('wheel', (event) => {
    if (!isLeft || isMeant || event.ctrlKey || event.metaKey) return;
    event.stopPropagation();
    tell(`Use ${navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'} + scroll to zoom`);
  }, {capture: true, passive: true});
  container.addEventListener('touchstart', (event) => {
    if (isLeft && event.touches.length === 1) event.stopPropagation();
  }, {capture: true, passive: true});
  // The browser takes a finger over to scroll.
  container.addEventListener('pointercancel', () => isLeft && tell('Use two fingers to move the map'));

  function look() {
    isLeft = isFramed() || (container.clientWidth > MOST * innerWidth && container.clientHeight > MOST * innerHeight &&
      document.documentElement.scrollHeight > innerHeight);
    container.style.touchAction = isLeft ? 'pan-x pan-y' : '';
  }

  /** @param {string} words */
  function tell(words) {
    if (told.has(words)) return;
    told.add(words);
    const hint = Object.assign(document.createElement('div'), {className: 'hint', textContent: words, ariaHidden: 'true'});
    container.append(hint);
    hint.animate({opacity: [0, 1, 1, 0], offset: [0, 0.1, 0.85, 1]}, SHOWN).onfinish = () => hint.remove();
  }
}
