// The embed builder: what is chosen is shown at once, by asking for the page that the choices make.
import './embed.js';
import {leaveOut, takeIn} from './builder/chosen.js';
import {addCopying} from './builder/copying.js';
import {addFinding} from './builder/finding.js';
import {fail, take, waitForAnswer} from './builder/parts.js';

const PAUSE = 300; // milliseconds without another choice, after which what is chosen is shown

const form = /** @type {HTMLFormElement} */ (document.querySelector('[data-builder]'));
let asked = 0;
let timer = 0;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  show();
});
form.addEventListener('input', () => {
  outdate();
  timer = setTimeout(show, PAUSE);
});
document.addEventListener('click', (event) => {
  const link = /** @type {HTMLElement} */ (event.target).closest('[data-leave-out]');
  if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  leaveOut(form, link);
  document.getElementById(`find-${link.dataset.leaveOut}`)?.focus(); // The link goes.
  show();
});
addCopying();
addFinding((field, place) => {
  takeIn(form, field, place);
  show();
});

/** Take away what was made: another choice was made since. */
function outdate() {
  asked += 1;
  clearTimeout(timer);
  waitForAnswer();
}

async function show() {
  outdate();
  const mine = asked;
  const query = queryOf(form);
  const response = await fetch(`${location.pathname}${query}`).catch(() => null);
  const page = response && new DOMParser().parseFromString(await response.text().catch(() => ''), 'text/html');
  if (mine !== asked) return; // Another choice was made meanwhile.
  if (!page?.querySelector('[data-builder]')) return fail(page?.querySelector('h1 + p')?.textContent, show);
  if (response?.ok) history.replaceState(null, '', query || location.pathname);
  take(page);
}

/** @param {HTMLFormElement} form */
function queryOf(form) {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) chosen.append(name, String(value));
  return chosen.size ? `?${chosen}` : '';
}
