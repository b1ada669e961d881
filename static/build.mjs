// Bundles the front end into static/dist, each file under its content's hash and compressed beside it.
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {build} from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');

const NOTICE = '/*! Leaflet 1.9.4, (c) 2010-2023 Volodymyr Agafonkin, (c) 2010-2011 CloudMade, BSD-2-Clause */';

/** Write a file's compressed forms beside it. */
function compress(file) {
  const content = readFileSync(file);
  writeFileSync(`${file}.br`, brotliCompressSync(content, {params: {[constants.BROTLI_PARAM_QUALITY]: 11}}));
  writeFileSync(`${file}.gz`, gzipSync(content, {level: 9}));
}

rmSync(dist, {recursive: true, force: true});
mkdirSync(dist);

// What Leaflet's modules name and the map has no use for: groups and vector paths, which it never makes, and touches told
// by pointer events, for browsers that have no touch events and so no fingers.
const UNUSED = {
  FeatureGroup: 'export class FeatureGroup {}',
  Path: 'export class Path {}',
  'DomEvent.Pointer': 'export const addPointerListener = (_, __, handler) => handler, removePointerListener = () => {};',
};
const unused = {
  name: 'unused',
  setup(bundling) {
    bundling.onLoad({filter: /leaflet.src.*(FeatureGroup|Path|DomEvent\.Pointer)\.js$/}, ({path}) =>
      ({contents: UNUSED[basename(path, '.js')]}));
  },
};

const options = {
  outdir: dist,
  entryNames: '[name]-[hash]',
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: 'es2022',
  legalComments: 'none',
  metafile: true,
};
const views = ['js/early.js', 'js/map.js'];
const pages = ['js/tools.js', 'js/asked.js', 'js/text.js', 'js/builder.js', 'js/since.js', 'css/page.css', 'css/embed.css',
  'css/text.css', 'css/dark.css'];
const articles = ['js/embed.js']; // runs in pages of others, where it must leave nothing behind
const bundles = await Promise.all([
  build({
    ...options,
    entryPoints: views.map((path) => join(here, path)),
    format: 'esm',
    splitting: true,
    plugins: [unused],
    chunkNames: 'early-[hash]',
  }),
  build({...options, entryPoints: pages.map((path) => join(here, path)), format: 'esm'}),
  build({...options, entryPoints: articles.map((path) => join(here, path)), format: 'iife'}),
]);
// The map's script imports all of the early one: that is the chunk they share, and what esbuild names so does nothing but
// import it.
const built = bundles.flatMap(({metafile}) => Object.entries(metafile.outputs))
  .filter(([, {entryPoint}]) => entryPoint !== views[0])
  .map(([path, {entryPoint = views[0]}]) => [basename(entryPoint), basename(path)]);
const map = join(dist, Object.fromEntries(built)['map.js']);
writeFileSync(map, `${NOTICE}\n${readFileSync(map)}`);
for (const [, name] of built) compress(join(dist, name));
writeFileSync(join(dist, 'manifest.json'), `${JSON.stringify(Object.fromEntries(built), null, 2)}\n`);
