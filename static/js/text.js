// Pages to read: a link to a text copies it instead.
for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('a[data-copy]'))) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    copy(link);
  });
}

/** @param {HTMLAnchorElement} link */
async function copy(link) {
  const status = /** @type {HTMLElement} */ (link.nextElementSibling);
  try {
    const response = await fetch(link.href);
    if (!response.ok) throw new Error(`${response.status}`);
    await navigator.clipboard.writeText(await response.text());
    status.textContent = 'Copied.';
  } catch {
    location.href = link.href; // It cannot be copied here: the text itself can.
  }
}
