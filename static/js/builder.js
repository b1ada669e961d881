// The embed builder: what is chosen is shown at once, by asking for the page that the choices make.
import './embed.js';

const PAUSE = 300; // milliseconds without another choice, after which what is chosen is shown

const form = /** @type {HTMLFormElement} */ (document.querySelector('[data-builder]'));
const status = /** @type {HTMLElement} */ (document.getElementById('builder-status'));
let asked = 0;
let timer = 0;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  show();
});
form.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(show, PAUSE);
});
document.addEventListener('click', ({target}) => {
  const button = /** @type {HTMLElement} */ (target).closest('[data-copy-from]');
  if (button instanceof HTMLElement) copy(button);
});

async function show() {
  asked += 1;
  const mine = asked;
  const query = queryOf(form);
  const response = await fetch(`${location.pathname}${query}`).catch(() => null);
  const page = response && new DOMParser().parseFromString(await response.text(), 'text/html');
  if (mine !== asked) return; // Another choice was made meanwhile.
  if (!response?.ok || !page) {
    status.textContent = page?.querySelector('h1 + p')?.textContent ?? 'The choices could not be shown. Try again.';
    return;
  }
  status.textContent = '';
  history.replaceState(null, '', query || location.pathname);
  take(page);
}

/** @param {Document} page that the choices make */
function take(page) {
  const [frame, next] = [document, page].map((one) => one.querySelector('#built iframe'));
  if (frame && next && frame.getAttribute('src') !== next.getAttribute('src')) frame.replaceWith(next);
  for (const text of document.querySelectorAll('textarea')) {
    text.value = page.getElementById(text.id)?.textContent ?? '';
  }
}

/** @param {HTMLFormElement} form */
function queryOf(form) {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) chosen.append(name, String(value));
  return chosen.size ? `?${chosen}` : '';
}

/** @param {HTMLElement} button */
async function copy(button) {
  const text = /** @type {HTMLTextAreaElement} */ (document.getElementById(button.dataset.copyFrom ?? ''));
  const said = /** @type {HTMLElement} */ (button.nextElementSibling);
  text.select();
  try {
    await navigator.clipboard.writeText(text.value);
    said.textContent = 'Copied.';
  } catch {
    said.textContent = 'It is selected: copy it with your browser.';
  }
}
