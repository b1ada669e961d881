/**
 * Call back once the page as it stands is seen.
 * @param {() => void} callback
 */
export function whenSeen(callback) {
  requestAnimationFrame(() => setTimeout(callback));
}

/**
 * Call back once an element has a size: a frame that is not shown yet has none.
 * @param {HTMLElement} element
 * @param {() => void} callback
 */
export function whenSized(element, callback) {
  if (element.clientWidth && element.clientHeight) return callback();
  const observer = new ResizeObserver(() => {
    if (!element.clientWidth || !element.clientHeight) return;
    observer.disconnect();
    callback();
  });
  observer.observe(element);
}

/**
 * Call back once an element has a size and comes near what the reader sees.
 * @param {HTMLElement} element
 * @param {() => void} callback
 */
export function whenNear(element, callback) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({isIntersecting}) => isIntersecting)) return;
    observer.disconnect();
    whenSized(element, callback);
  }, {rootMargin: '50%'});
  observer.observe(element);
}
