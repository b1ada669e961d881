/**
 * @typedef {import('../words/measures.js').Cell} Cell
 * @typedef {{code: string, name: string, population: number | null}} Authority
 * @typedef {{
 *   level: string, code: string, place: number, name: string, population: number | null,
 *   authority: Authority | null, cases: Cell, before: Cell | null, beforeOnRecord: boolean,
 *   weekEnd: string,
 * }} Area place is that in the order of its level's areas; authority is the area of the reporting level that it lies in,
 *   null for an area that lies in none or is one itself
 * @typedef {import('./topology.js').Topology & {
 *   level: string, week_end: string, before_on_record: boolean,
 *   authorities: [string, string, number | null][],
 *   columns: {
 *     place: number[], name: string[], population: (number | null)[], authority: (number | null)[] | null,
 *     cases: Cell[], before: Cell[] | null,
 *   },
 * }} LayerFile
 */

/**
 * Read a layer file's areas from its columns.
 * @param {LayerFile} file
 * @returns {Area[]}
 */
export function readAreas(file) {
  const {columns} = file;
  const authorities = file.authorities.map(([code, name, population]) => ({code, name, population}));
  return file.objects.areas.geometries.map(({id}, row) => ({
    level: file.level,
    code: id,
    place: columns.place[row],
    name: columns.name[row],
    population: columns.population[row],
    authority: authorities[columns.authority?.[row] ?? -1] ?? null,
    cases: columns.cases[row],
    before: columns.before?.[row] ?? null,
    beforeOnRecord: file.before_on_record,
    weekEnd: file.week_end,
  }));
}

/**
 * Return the code of the authority that an area lies in or is.
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
  const areas = readAreas(file);
  /** @template T @param {T[]} column */
  const kept = (column) => column.filter((_, row) => codes.includes(authorityCode(areas[row])));
  const {place, name, population, authority, cases, before} = file.columns;
  return {
    ...file,
    objects: {areas: {...file.objects.areas, geometries: kept(file.objects.areas.geometries)}},
    columns: {
      place: kept(place),
      name: kept(name),
      population: kept(population),
      authority: authority && kept(authority),
      cases: kept(cases),
      before: before && kept(before),
    },
  };
}

/**
 * @typedef {{weekEnd: string, cases: Cell[] | null, before: Cell[] | null}} WeekOfLevel a level's cells in the order of
 *   its areas; cases is null where the level has no record of the period, before where the period before is not on record
 */

/**
 * Return an area as it was in another period.
 * @param {Area} area
 * @param {WeekOfLevel} week
 * @returns {Area}
 */
export function inWeek(area, {weekEnd, cases, before}) {
  return {
    ...area,
    weekEnd,
    cases: cases ? cases[area.place] : 'not published',
    before: before && before[area.place],
    beforeOnRecord: before !== null,
  };
}
