// Sheets of A4 and Letter have this much room for the map, in pixels: beside its words, or above them.
const ROOMS = {portrait: {x: 690, y: 460}, landscape: {x: 640, y: 520}};

/**
 * Tell the style sheet how large the map is and by how much it is to grow or shrink on paper: what is drawn stays as it is.
 * @param {import('../map/case-map.js').CaseMap} caseMap
 */
export function addPrinting({map}) {
  const {style} = document.documentElement;
  const tell = () => {
    const {x, y} = map.getSize();
    style.setProperty('--map-width', `${x}px`);
    style.setProperty('--map-height', `${y}px`);
    for (const [name, room] of Object.entries(ROOMS)) {
      style.setProperty(`--${name}`, String(Math.min(room.x / x, room.y / y)));
    }
  };
  map.on('resize', tell);
  tell();
}
