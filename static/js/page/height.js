import {isFramed} from './page.js';

/**
 * Tell the page that frames this one how high it is, each time that this has changed, and when it asks.
 *
 * Besides our own message, which embed.js hears, those that AMP's pages, Medium's and WordPress's hear.
 */
export function tellHeight() {
  if (!isFramed()) return;
  let told = 0;
  const tell = () => {
    const height = heightNeeded();
    if (height === told) return;
    told = height;
    for (const message of messages(height, location.href)) parent.postMessage(message, '*');
  };
  addEventListener('message', ({data, source}) => {
    const isAsked = data?.casemap === 'tell-height' || data?.message === 'ready'; // as WordPress has it
    if (source !== parent || !isAsked) return;
    told = 0;
    tell();
  });
  const observer = new ResizeObserver(tell);
  for (const part of document.querySelectorAll('html, body > *, main > *, .beside > *')) observer.observe(part);
}

/**
 * Return the messages that tell a height.
 * @param {number} height in pixels
 * @param {string} address of the framed page
 */
export function messages(height, address) {
  const [, secret] = /#\?secret=(\w+)/.exec(address) ?? []; // by which WordPress knows its frame
  return [
    {casemap: 'height', height},
    {sentinel: 'amp', type: 'embed-size', height},
    JSON.stringify({src: address, context: 'iframe.resize', height}),
    ...(secret ? [{message: 'height', value: height, secret}] : []),
  ];
}

/** Return the height at which the map has its own and nothing is cut off, whatever height the frame has now. */
function heightNeeded() {
  document.body.classList.add('as-high-as-needed');
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  document.body.classList.remove('as-high-as-needed');
  return height;
}
