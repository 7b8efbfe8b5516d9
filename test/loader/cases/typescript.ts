import type { LoadingCase } from '../case.ts';

/** What TypeScript adds to JavaScript. */
export const typescriptCases: LoadingCase[] = [
  {
    name: 'enums and const enums, across files',
    files: {
      'a.ts': `import { Kind, Size } from './kinds';\nexport const value = Kind.Relu + Size.Big;`,
      'kinds.ts': `export enum Kind { Sigmoid = 1, Relu = 2 }\nexport const enum Size { Small = 1, Big = 40 }`,
    },
    entry: 'a.ts',
  },
  {
    name: 'namespaces',
    files: {
      'a.ts': `namespace Layers { export const two = 2; export namespace Deep { export const f = () => 40 + two; } }\nexport const value = Layers.Deep.f();`,
    },
    entry: 'a.ts',
  },
  {
    name: 'standard decorators',
    files: {
      'a.ts': `function plus(target: any, context: ClassMethodDecoratorContext) { return function (this: any) { return target.call(this) + 1; }; }\nclass A { @plus f() { return 41; } }\nexport const value = new A().f();`,
    },
    entry: 'a.ts',
  },
  {
    name: 'experimental decorators by tsconfig',
    files: {
      'tsconfig.json': `{ "compilerOptions": { "experimentalDecorators": true } }`,
      'a.ts': `function plus(target: any, key: string, d: PropertyDescriptor) { const f = d.value; d.value = function () { return f.call(this) + 1; }; }\nclass A { @plus f() { return 41; } }\nexport const value = new A().f();`,
    },
    entry: 'a.ts',
  },
  {
    name: 'parameter properties, abstract classes, generics, satisfies',
    files: {
      'a.ts': `abstract class Base<T> { constructor(protected readonly n: T) {} abstract get(): T; }\nclass A extends Base<number> { get() { return this.n; } }\nconst table = { a: 42 } satisfies Record<string, number>;\nexport const value = new A(table.a).get()!;`,
    },
    entry: 'a.ts',
  },
  {
    name: "'./y.js' means y.ts",
    files: { 'a.ts': `import { y } from './y.js';\nexport const value = y;`, 'y.ts': `export const y: number = 42;` },
    entry: 'a.ts',
  },
  {
    name: "'./y.js' means y.ts even beside its stale output",
    files: {
      'a.ts': `import { y } from './y.js';\nexport const value = y;`,
      'y.ts': `export const y = 42;`,
      'y.js': `exports.y = 1;`,
    },
    entry: 'a.ts',
  },
  {
    name: "'./y.mjs' means y.mts",
    files: { 'a.mts': `import { y } from './y.mjs';\nexport const value = y;`, 'y.mts': `export const y = 42;` },
    entry: 'a.mts',
  },
  {
    name: 'extensionless',
    files: { 'a.ts': `import { y } from './y';\nexport const value = y;`, 'y.ts': `export const y = 42;` },
    entry: 'a.ts',
  },
  {
    name: 'with the .ts extension',
    files: { 'a.ts': `import { y } from './y.ts';\nexport const value = y;`, 'y.ts': `export const y = 42;` },
    entry: 'a.ts',
  },
  {
    name: 'folder index',
    files: {
      'a.ts': `import { y } from './layers';\nexport const value = y;`,
      'layers/index.ts': `export * from './dense';`,
      'layers/dense.ts': `export const y = 42;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'parent folder by dots alone',
    files: { 'sub/a.ts': `import { y } from '..';\nexport const value = y;`, 'index.ts': `export const y = 42;` },
    entry: 'sub/a.ts',
  },
  {
    name: 'tsconfig paths with baseUrl',
    files: {
      'tsconfig.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "@math/*": ["lib/math/*"] } } }`,
      'src/a.ts': `import { y } from '@math/y';\nexport const value = y;`,
      'lib/math/y.ts': `export const y = 42;`,
    },
    entry: 'src/a.ts',
  },
  {
    name: 'tsconfig paths without baseUrl, comments and trailing commas',
    files: {
      'tsconfig.json': `{ // aliases\n "compilerOptions": { "paths": { "~/*": ["./src/*"], }, }, }`,
      'src/a.ts': `import { y } from '~/deep/y';\nexport const value = y;`,
      'src/deep/y.ts': `export const y = 42;`,
    },
    entry: 'src/a.ts',
  },
  {
    name: 'tsconfig baseUrl alone',
    files: {
      'tsconfig.json': `{ "compilerOptions": { "baseUrl": "src" } }`,
      'src/a.ts': `import { y } from 'deep/y';\nexport const value = y;`,
      'src/deep/y.ts': `export const y = 42;`,
    },
    entry: 'src/a.ts',
  },
  {
    name: 'tsconfig extends',
    files: {
      'configs/base.json': `{ "compilerOptions": { "paths": { "#y": ["../lib/y.ts"] } } }`,
      'tsconfig.json': `{ "extends": "./configs/base.json" }`,
      'a.ts': `import { y } from '#y';\nexport const value = y;`,
      'lib/y.ts': `export const y = 42;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'tsconfig references, as Vite writes them',
    files: {
      'tsconfig.json': `{ "files": [], "references": [{ "path": "./tsconfig.app.json" }, { "path": "./tsconfig.node.json" }] }`,
      'tsconfig.app.json': `{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } }, "include": ["src"] }`,
      'tsconfig.node.json': `{ "compilerOptions": {} }`,
      'src/a.ts': `import { y } from '@/y';\nexport const value = y;`,
      'src/y.ts': `export const y = 42;`,
    },
    entry: 'src/a.ts',
  },
  {
    name: 'jsconfig paths',
    files: {
      'jsconfig.json': `{ "compilerOptions": { "paths": { "lib/*": ["./lib/*"] } } }`,
      'a.mjs': `import { y } from 'lib/y';\nexport const value = y;`,
      'lib/y.js': `export const y = 42;`,
    },
    entry: 'a.mjs',
  },
  {
    name: 're-exported types and interfaces',
    files: {
      'a.ts': `export { Shape, Alias, Only, value } from './types';\nimport { Shape } from './types';\nexport type Other = Shape;`,
      'types.ts': `interface Shape { n: number }\nexport type Alias = Shape;\nexport { Shape };\nexport type { Only } from './more';\nexport const value = 42;`,
      'more.ts': `export interface Only { k: 1 }`,
    },
    entry: 'a.ts',
  },
  {
    name: 'type-only imports of files that are not there',
    files: {
      'a.ts': `import type { T } from './gone';\nimport { U } from './gone-as-well';\nexport const value: T | U = 42 as any;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'export = and import = require',
    files: {
      'a.ts': `import y = require('./y');\nexport = { value: y.n };`,
      'y.ts': `const made = { n: 42 };\nexport = made;`,
    },
    entry: 'a.ts',
  },
  {
    name: '.cts and .mts',
    files: {
      'a.mts': `import { y } from './y.cjs';\nexport const value = y;`,
      'y.cts': `import os = require('node:os');\nexport const y: number = os ? 42 : 0;`,
    },
    entry: 'a.mts',
  },
  {
    name: '.tsx with JSX that is never called',
    files: { 'a.tsx': `export function View() { return <div>{<></>}</div>; }\nexport const value: number = 42;` },
    entry: 'a.tsx',
  },
  {
    name: 'useDefineForClassFields false by an old target',
    files: {
      'tsconfig.json': `{ "compilerOptions": { "target": "ES2017" } }`,
      'a.ts': `class Base { constructor() { (this as any).n = 42; } }\nclass A extends Base { n: any; }\nexport const value = new A().n;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'private fields, accessors, using',
    files: {
      'a.ts': `class A { #n = 41; accessor one = 1; get n() { return this.#n + this.one; } [Symbol.dispose]() {} }\nfunction f() { using a = new A(); return a.n; }\nexport const value = f();`,
    },
    entry: 'a.ts',
  },
  {
    name: 'declare and ambient code',
    files: {
      'a.ts': `declare const outside: number;\ndeclare global { interface Window { x: number } }\nexport declare function later(): void;\nexport const value = 42;`,
    },
    entry: 'a.ts',
  },
];
