import type { LoadingCase } from '../case.ts';

/** Texts: buffers, odd bytes, errors and their places, lists of files. */
export const textCases: LoadingCase[] = [
  {
    name: 'unsaved buffers, of the entry and of what it imports',
    files: { 'a.ts': `export const value = 1;`, 'y.ts': `export const y = 1;` },
    overlays: { 'a.ts': `import { y } from './y';\nexport const value = y + 2;`, 'y.ts': `export const y = 40;` },
    entry: 'a.ts',
  },
  {
    name: 'a buffer of a file that was never saved',
    files: { 'a.ts': `import { y } from './new';\nexport const value = y;` },
    overlays: { 'new.ts': `export const y = 42;` },
    entry: 'a.ts',
  },
  {
    name: 'unsaved buffers behind require, and JSON',
    files: {
      'a.js': `exports.value = require('./y').y + require('./d.json').n;`,
      'y.js': `exports.y = 1;`,
      'd.json': `{ "n": 1 }`,
    },
    overlays: { 'y.js': `exports.y = 40;`, 'd.json': `{ "n": 2 }` },
    entry: 'a.js',
  },
  {
    name: 'byte order mark and CRLF',
    files: { 'a.ts': `\uFEFFconst n: number = 42;\r\nexport const value = n;\r\n` },
    entry: 'a.ts',
  },
  {
    name: 'hashbang, in ES module and CommonJS',
    files: {
      'a.ts': `#!/usr/bin/env node\nimport { y } from './y.js';\nexport const value: number = y;`,
      'y.js': `#!/usr/bin/env node\nexports.y = 42;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'names with spaces, # and letters beyond ASCII',
    files: {
      'über #1/a b.ts': `import { y } from './ÿ.js';\nexport const value = y;`,
      'über #1/ÿ.ts': `export const y = 42;`,
    },
    entry: 'über #1/a b.ts',
  },
  {
    name: 'sloppy scripts with undeclared variables',
    files: {
      'a.js': `function sum() { total = 0; for (i = 0; i < 3; i++) total += 14; return total; }\nmodule.exports = { value: sum() };`,
    },
    entry: 'a.js',
  },
  {
    name: 'a syntax error has its place',
    files: { 'a.ts': `export const a = 1;\nexport function f( { return 1;\n` },
    entry: 'a.ts',
    fails: { kind: 'syntax', file: 'a.ts', line: 2 },
  },
  {
    name: 'a syntax error in an import has its place',
    files: { 'a.ts': `import './y';`, 'y.js': `\n\nlet = ;\n` },
    entry: 'a.ts',
    fails: { kind: 'syntax', file: 'y.js', line: 3 },
  },
  {
    name: 'what only the engine refuses',
    files: { 'a.js': `let a = 1;\nlet a = 2;\nmodule.exports = {};` },
    entry: 'a.js',
    fails: { kind: 'syntax', file: 'a.js', line: 2 },
  },
  {
    name: 'a missing file, at its import',
    files: { 'a.ts': `const a = 1;\nimport { y } from './gone';\nexport const value = y;` },
    entry: 'a.ts',
    fails: { kind: 'import', file: 'a.ts', line: 2, says: /"\.\/gone" was not found/ },
  },
  {
    name: 'a missing package, required',
    files: { 'a.js': `\n\nconst m = require('not-installed');\nexports.value = m;` },
    entry: 'a.js',
    fails: { kind: 'import', file: 'a.js', line: 3, says: /npm install not-installed/ },
  },
  {
    name: 'a missing export, at its import',
    files: { 'a.ts': `\nimport { nothing } from './y';\nexport const value = nothing;`, 'y.ts': `export const y = 1;` },
    entry: 'a.ts',
    fails: { kind: 'import', file: 'a.ts', line: 2, says: /nothing/ },
  },
  {
    name: 'a throw while loading, at its line in the source',
    files: {
      'a.ts': `interface A {\n  n: number;\n}\nenum B { C }\n\nfunction f(): never {\n  throw new Error('no data');\n}\nf();\nexport const value = 1;`,
    },
    entry: 'a.ts',
    fails: { kind: 'import', file: 'a.ts', line: 7, says: /no data/ },
  },
  {
    name: 'stacks of later errors are at the source’s lines, too',
    files: { 'a.ts': `type T = {\n  a: 1;\n};\n\nexport function f(x: T): void {\n  null!.boom;\n}` },
    entry: 'a.ts',
    check: ({ namespace }) => {
      try {
        (namespace.f as () => void)();
      } catch (error) {
        return /a\.ts:6:/.test((error as Error).stack ?? '');
      }
    },
    gives: true,
  },
  {
    name: 'the list of files, without packages',
    files: {
      'a.ts': `import './y';\nimport d from './d.json';\nimport 'pack';\nexport const value = d;`,
      'y.ts': `import './sub';\nexport {};`,
      'sub/index.js': `exports.x = require('./deep.cjs');`,
      'sub/deep.cjs': ``,
      'd.json': `{}`,
      'node_modules/pack/index.js': ``,
    },
    entry: 'a.ts',
    check: ({ files }, folder) => files.map((file) => file.slice(folder.length + 1).replaceAll('\\', '/')).sort(),
    gives: ['a.ts', 'd.json', 'sub/deep.cjs', 'sub/index.js', 'y.ts'],
  },
  {
    name: 'private functions and values',
    files: {
      'a.ts': `function hidden() { return n; }\nlet n = 1;\nclass Inner { static f() { return 40; } }\nn = 2;\nexport const value = 0;`,
    },
    entry: 'a.ts',
    check: ({ locals }) => (locals.hidden as () => number)() + (locals.Inner as { f(): number }).f(),
  },
  {
    name: 'private functions of CommonJS and of plain scripts',
    files: { 'a.js': `var n = 42;\nfunction hidden() { return n; }` },
    entry: 'a.js',
    check: ({ locals }) => (locals.hidden as () => number)(),
  },
  {
    name: 'script blocks of a .vue file',
    files: {
      'a.vue': `<template><p>{{ n }}</p></template>\n<script lang="ts">\nimport { y } from './y';\nexport const value: number = y;\n</script>\n<style>p {}</style>`,
      'y.ts': `export const y = 42;`,
    },
    entry: 'a.vue',
  },
];
