// Runs in every measured page before its own scripts, and tells the bench when what it looks for has been painted.
(() => {
  const AREAS = $AREAS; // the number of areas that a page of Leaflet's must draw; null where the page says it is ready
  const BEHIND = performance.timeOrigin - top.performance.timeOrigin; // a frame's page begins after the article that has it

  /** A page of Leaflet's is ready once every area is an interactive path that its renderer has drawn. */
  function areAllDrawn() {
    const container = document.querySelector('.leaflet-container');
    const map = container && window[container.id]; // pages name the map's variable and its element alike
    if (!map?._loaded) return false;
    const paths = Object.values(map._layers).filter((layer) => layer instanceof L.Path && layer.options.interactive);
    return paths.length === AREAS && paths.every(({_path, _renderer}) => _path?.isConnected ?? !_renderer._redrawRequest);
  }

  /** @param {string} name of a mark on the root element, which is not there yet when this script runs */
  const isSaid = (name) => document.documentElement?.dataset[name] === 'true';

  const sights = {
    placeholder: () => document.querySelector('[data-placeholder]'),
    ready: AREAS === null ? () => isSaid('drawn') : areAllDrawn,
    map: AREAS === null ? () => isSaid('ready') : areAllDrawn,
    popup: () => document.querySelector('.leaflet-popup-content')?.textContent,
  };

  /** Call back when the frame being made is done. */
  function afterFrame(callback) {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = callback;
    port2.postMessage(null);
  }

  function look() {
    for (const [name, isThere] of Object.entries(sights)) {
      if (!isThere()) continue;
      delete sights[name];
      afterFrame(() => tellBench(JSON.stringify({name, at: performance.now() + BEHIND})));
    }
    if (Object.keys(sights).length) requestAnimationFrame(look);
  }

  requestAnimationFrame(look);
})();
