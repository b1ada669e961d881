/**
 * @typedef {import('./measures.js').Cell} Cell
 * @typedef {{code: string, name: string, population: number | null}} Authority
 * @typedef {{
 *   level: string, code: string, name: string, population: number | null,
 *   authority: Authority | null, cases: Cell, before: Cell | null, beforeOnRecord: boolean,
 *   weekEnd: string, hiddenWords: string,
 * }} Area authority is null for an area that is one itself; hiddenWords say what a hidden count may be
 * @typedef {import('./topology.js').Topology & {
 *   level: string, week_end: string, before_on_record: boolean,
 *   authorities: [string, string, number | null][],
 *   columns: {
 *     name: string[], population: (number | null)[], authority: (number | null)[] | null,
 *     cases: Cell[], before: Cell[] | null,
 *   },
 * }} LayerFile
 */

/**
 * Read a layer file's areas from its columns.
 * @param {LayerFile} file
 * @param {string} hiddenWords
 * @returns {Area[]}
 */
export function readAreas(file, hiddenWords) {
  const {columns} = file;
  const authorities = file.authorities.map(([code, name, population]) => ({code, name, population}));
  return file.objects.areas.geometries.map(({id}, place) => ({
    level: file.level,
    code: id,
    name: columns.name[place],
    population: columns.population[place],
    authority: authorities[columns.authority?.[place] ?? -1] ?? null,
    cases: columns.cases[place],
    before: columns.before?.[place] ?? null,
    beforeOnRecord: file.before_on_record,
    weekEnd: file.week_end,
    hiddenWords,
  }));
}

/**
 * Give the code of the authority that an area lies in or is.
 * @param {Area} area
 */
export function authorityCode(area) {
  return area.authority?.code ?? area.code;
}

/**
 * Keep the areas of these authorities alone.
 * @param {LayerFile} file
 * @param {string[]} codes
 * @returns {LayerFile}
 */
export function narrow(file, codes) {
  const areas = readAreas(file, '');
  /** @template T @param {T[]} column */
  const kept = (column) => column.filter((_, place) => codes.includes(authorityCode(areas[place])));
  const {name, population, authority, cases, before} = file.columns;
  return {
    ...file,
    objects: {areas: {...file.objects.areas, geometries: kept(file.objects.areas.geometries)}},
    columns: {
      name: kept(name),
      population: kept(population),
      authority: authority && kept(authority),
      cases: kept(cases),
      before: before && kept(before),
    },
  };
}
