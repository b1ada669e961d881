/** Let buttons copy the text of the field that they name, or select it where the browser does not let them. */
export function addCopying() {
  document.addEventListener('click', ({target}) => {
    const button = /** @type {HTMLElement} */ (target).closest('[data-copy-from]');
    if (button instanceof HTMLElement) copy(button);
  });
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
