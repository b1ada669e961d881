// The parts of the page that go by what is chosen. The server makes them all; what it has not answered yet is not there.
const FAILED = 'The choices could not be shown. Check your connection.';

const status = /** @type {HTMLElement} */ (document.getElementById('builder-status'));

/** Take away what there is to copy and to download, until the answer to another choice has come. */
export function waitForAnswer() {
  const taking = partOf(document, 'taking');
  taking.inert = true;
  for (const text of taking.querySelectorAll('textarea')) text.value = '';
  for (const button of taking.querySelectorAll('button')) button.disabled = true;
  for (const link of taking.querySelectorAll('a')) link.removeAttribute('href');
  partOf(document, 'preview').classList.add('is-waiting');
}

/**
 * Show what the choices make, or why they make nothing.
 * @param {Document} page
 */
export function take(page) {
  for (const name of ['chosen-within', 'chosen-area', 'chosen-values', 'problems', 'taking']) replace(name, page);
  takePreview(page);
  const [title, next] = [document, page].map((one) => /** @type {HTMLInputElement} */ (one.getElementById('title')));
  title.placeholder = next.placeholder;
  say([...partOf(document, 'problems').querySelectorAll('p')].map(({textContent}) => textContent).join(' '));
}

/**
 * Say why no answer came, with a button that asks again.
 * @param {string | null | undefined} reason
 * @param {() => void} retry
 */
export function fail(reason, retry) {
  const button = Object.assign(document.createElement('button'), {type: 'button', textContent: 'Try again'});
  button.addEventListener('click', retry);
  const [notice, sentence, way] = ['div', 'p', 'p'].map((tag) => document.createElement(tag));
  notice.className = 'notice problem';
  sentence.textContent = reason || FAILED;
  way.append(button);
  notice.append(sentence, way);
  partOf(document, 'problems').replaceChildren(notice);
  say(sentence.textContent);
}

/** @param {Document} page whose frame is taken where it shows something else */
function takePreview(page) {
  const [preview, next] = [document, page].map((one) => partOf(one, 'preview'));
  const [shown, wanted] = [preview, next].map((one) => one.querySelector('iframe'));
  preview.classList.remove('is-waiting');
  if (shown && wanted && shown.getAttribute('src') === wanted.getAttribute('src')) shown.height = wanted.height;
  else preview.replaceChildren(...next.childNodes);
}

/** @param {string} name of a part that is taken as a page has it @param {Document} page */
function replace(name, page) {
  const [part, next] = [document, page].map((one) => partOf(one, name));
  part.hidden = next.hidden;
  part.inert = false;
  part.replaceChildren(...next.childNodes);
}

/** @param {Document} page @param {string} name */
function partOf(page, name) {
  return /** @type {HTMLElement} */ (page.querySelector(`[data-part="${name}"]`));
}

/** @param {string} sentence */
function say(sentence) {
  if (status.textContent !== sentence) status.textContent = sentence;
}
