/**
 * @typedef {Pick<ParentNode, 'querySelectorAll'>} Root a document, or what lies in a shadow root
 */

const TALLEST = 10_000; // pixels

/**
 * Return the height that a message tells, null where it is no message of ours.
 * @param {unknown} data
 * @returns {number | null}
 */
export function heightIn(data) {
  if (typeof data !== 'object' || data === null) return null;
  const {casemap, height} = /** @type {Record<string, unknown>} */ (data);
  if (casemap !== 'height' || typeof height !== 'number') return null;
  return Number.isInteger(height) && height > 0 && height <= TALLEST ? height : null;
}

/**
 * List the frames that ask for their height, those in open shadow roots too.
 * @param {Root} root
 * @returns {HTMLIFrameElement[]}
 */
export function framesIn(root) {
  const elements = [...root.querySelectorAll('*')];
  const frames = /** @type {HTMLIFrameElement[]} */ (elements.filter((element) => element.matches('iframe[data-casemap]')));
  return [...frames, ...elements.flatMap(({shadowRoot}) => (shadowRoot ? framesIn(shadowRoot) : []))];
}

/**
 * Return whether a message of an origin can be of the page in a frame's address: a sandbox may take its origin away, which
 * is then called "null".
 * @param {Pick<HTMLIFrameElement, 'src' | 'sandbox'>} frame
 * @param {string} origin
 */
export function isFrom({src, sandbox}, origin) {
  const isWithout = sandbox.length > 0 && !sandbox.contains('allow-same-origin');
  return isWithout ? origin === 'null' : src.startsWith(`${origin}/`);
}
