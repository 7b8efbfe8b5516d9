import type { LoadingCase } from '../case.ts';

/** Module formats and how they meet. */
export const moduleCases: LoadingCase[] = [
  {
    name: 'JSON with and without attributes',
    files: {
      'a.ts': `import data from './d.json' with { type: 'json' };\nimport again, { m } from './d.json';\nexport const value = data.n + again.n + m;`,
      'd.json': `{ "n": 20, "m": 2 }`,
    },
    entry: 'a.ts',
  },
  {
    name: 'require of JSON',
    files: { 'a.js': `const d = require('./d.json');\nmodule.exports = { value: d.n };`, 'd.json': `{ "n": 42 }` },
    entry: 'a.js',
  },
  {
    name: 'CommonJS: module.exports',
    files: {
      'a.js': `const { y } = require('./y');\nmodule.exports = { value: y };`,
      'y.js': `module.exports.y = 42;`,
    },
    entry: 'a.js',
  },
  {
    name: 'CommonJS: exports.x, set in a loop',
    files: { 'a.js': `for (const name of ['value', 'other']) exports[name] = 42;` },
    entry: 'a.js',
  },
  {
    name: 'CommonJS: module.exports is a function',
    files: { 'a.cjs': `module.exports = function forward() { return 42; };\nmodule.exports.extra = 1;` },
    entry: 'a.cjs',
    check: ({ namespace }) => [(namespace.default as () => number)(), namespace.extra],
    gives: [42, 1],
  },
  {
    name: 'ES module syntax in .js without "type": "module"',
    files: { 'a.js': `import { y } from './y.js';\nexport const value = y;`, 'y.js': `export const y = 42;` },
    entry: 'a.js',
  },
  {
    name: 'ES module syntax in .js under "type": "commonjs"',
    files: {
      'package.json': `{ "type": "commonjs" }`,
      'a.js': `import { y } from './y';\nexport const value = y;`,
      'y.js': `export const y = 42;`,
    },
    entry: 'a.js',
  },
  {
    name: '"type": "module" without any import',
    files: {
      'package.json': `{ "type": "module" }`,
      'a.js': `const here = import.meta.url;\nexport const value = here.startsWith('file:') ? 42 : 0;`,
    },
    entry: 'a.js',
  },
  {
    name: 'import and module.exports in one file',
    files: { 'a.js': `import { y } from './y';\nmodule.exports = { value: y };`, 'y.js': `export const y = 42;` },
    entry: 'a.js',
  },
  {
    name: 'import and require in one file',
    files: {
      'a.ts': `import { y } from './y';\nconst z = require('./z');\nexport const value = y + z.z;`,
      'y.ts': `export const y = 40;`,
      'z.js': `exports.z = 2;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'require of an ES module and of TypeScript',
    files: {
      'a.cjs': `exports.value = require('./y.mjs').y + require('./z').z;`,
      'y.mjs': `export const y = 40;`,
      'z.ts': `export const z: number = 2;`,
    },
    entry: 'a.cjs',
  },
  {
    name: '__dirname and __filename in CommonJS and in TypeScript modules',
    files: {
      'a.ts': `import { dir } from './y.cjs';\nexport const value = __dirname === dir && __filename.endsWith('a.ts') ? 42 : 0;`,
      'y.cjs': `exports.dir = __dirname;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'import.meta.url and dirname',
    files: {
      'sub/a.mts': `export const value = import.meta.url.endsWith('/sub/a.mts') && import.meta.dirname.endsWith('sub') ? 42 : import.meta.url;`,
    },
    entry: 'sub/a.mts',
  },
  {
    name: 'top-level await',
    files: {
      'a.ts': `const y = await import('./y');\nexport const value = y.y;`,
      'y.ts': `export const y = await Promise.resolve(42);`,
    },
    entry: 'a.ts',
  },
  {
    name: 'dynamic import inside a function',
    files: {
      'a.ts': `export const load = async (name: string) => (await import('./' + name)).y;`,
      'y.ts': `export const y = 42;`,
    },
    entry: 'a.ts',
    check: ({ namespace }) => (namespace.load as (name: string) => Promise<number>)('y'),
  },
  {
    name: 'dynamic import of an ES module from CommonJS',
    files: {
      'a.cjs': `exports.load = () => import('./y.mjs').then((m) => m.y);`,
      'y.mjs': `export const y = await 42;`,
    },
    entry: 'a.cjs',
    check: ({ namespace }) => (namespace.load as () => Promise<number>)(),
  },
  {
    name: 'cycles',
    files: {
      'a.ts': `import { b } from './b';\nexport function a() { return 40; }\nexport const value = b();`,
      'b.ts': `import { a } from './a';\nexport function b() { return a() + 2; }`,
    },
    entry: 'a.ts',
  },
  {
    name: 'cycles in CommonJS',
    files: {
      'a.js': `exports.a = 40;\nconst b = require('./b');\nexports.value = b.b();`,
      'b.js': `const a = require('./a');\nexports.b = () => a.a + 2;`,
    },
    entry: 'a.js',
  },
  {
    name: 'default interop with transpiled packages',
    files: {
      'a.ts': `import f, { g } from 'old';\nexport const value = f() + g;`,
      'node_modules/old/package.json': `{ "name": "old", "main": "index.js" }`,
      'node_modules/old/index.js': `Object.defineProperty(exports, '__esModule', { value: true });\nexports.default = () => 40;\nexports.g = 2;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'default and named imports of a plain CommonJS package',
    files: {
      'a.ts': `import * as all from 'plain';\nimport plain, { n } from 'plain';\nexport const value = plain.n + n + all.n;`,
      'node_modules/plain/index.js': `const made = {};\nmade['n'] = 14;\nmodule.exports = made;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'ESM-only packages',
    files: {
      'a.ts': `import { n } from 'only';\nexport const value = n;`,
      'node_modules/only/package.json': `{ "name": "only", "type": "module", "exports": "./index.js" }`,
      'node_modules/only/index.js': `export const n = 42;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'ESM-only packages required from CommonJS',
    files: {
      'a.js': `exports.value = require('only').n;`,
      'node_modules/only/package.json': `{ "name": "only", "type": "module", "exports": "./index.js" }`,
      'node_modules/only/index.js': `export const n = 42;`,
    },
    entry: 'a.js',
  },
  {
    name: 'exports conditions and subpaths',
    files: {
      'a.ts': `import { n } from 'many';\nimport { m } from 'many/sub';\nexport const value = n + m;`,
      'node_modules/many/package.json': `{ "name": "many", "exports": { ".": { "browser": "./no.js", "import": "./i.mjs", "require": "./r.js" }, "./sub": { "types": "./s.d.ts", "default": "./s.mjs" } } }`,
      'node_modules/many/i.mjs': `export const n = 40;`,
      'node_modules/many/r.js': `exports.n = 1;`,
      'node_modules/many/s.mjs': `export const m = 2;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'subpath imports (#alias)',
    files: {
      'package.json': `{ "type": "module", "imports": { "#lib/*.js": "./lib/*.js", "#plain": "./lib/plain.js" } }`,
      'a.ts': `import { y } from '#lib/y.js';\nimport { z } from '#plain';\nexport const value = y + z;`,
      'lib/y.ts': `export const y = 40;`,
      'lib/plain.js': `export const z = 2;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'a package linked into a monorepo, in TypeScript',
    files: {
      'packages/app/a.ts': `import { y } from '@me/lib';\nexport const value = y;`,
      'packages/lib/package.json': `{ "name": "@me/lib", "main": "src/index.ts" }`,
      'packages/lib/src/index.ts': `export { y } from './y';`,
      'packages/lib/src/y.ts': `export const y: number = 42;`,
      'packages/app/node_modules/@me/lib': { linkTo: 'packages/lib' },
    },
    entry: 'packages/app/a.ts',
  },
  {
    name: 'a linked package that was not built',
    files: {
      'packages/app/a.ts': `import { y } from '@me/raw';\nexport const value = y;`,
      'packages/raw/package.json': `{ "name": "@me/raw", "type": "module", "main": "dist/index.js", "exports": { ".": "./dist/index.js" } }`,
      'packages/raw/src/index.ts': `export const y: number = 42;`,
      'packages/app/node_modules/@me/raw': { linkTo: 'packages/raw' },
    },
    entry: 'packages/app/a.ts',
  },
  {
    name: 'node: and bare built-in modules',
    files: {
      'a.ts': `import { join } from 'path';\nimport fs from 'node:fs';\nexport const value = join('a', 'b').length === 3 && fs.existsSync(import.meta.filename) ? 42 : 0;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'packages of a content network that are installed',
    files: {
      'a.js': `import { n } from 'https://cdn.skypack.dev/only@1.2';\nexport const value = n;`,
      'node_modules/only/package.json': `{ "name": "only", "type": "module", "exports": "./index.js" }`,
      'node_modules/only/index.js': `export const n = 42;`,
    },
    entry: 'a.js',
  },
  {
    name: 'styles and pictures',
    files: {
      'a.ts': `import './a.css';\nimport logo from './logo.svg';\nimport text from './x.ts?raw';\nexport const value = logo === '' && text === '' ? 42 : 0;`,
      'x.ts': '',
    },
    entry: 'a.ts',
  },
];
