import type { LoadingCase } from '../case.ts';

/** Modules that do work when they are imported: only their definitions are loaded. */
export const definitionCases: LoadingCase[] = [
  {
    name: 'a training loop, printing and files are left out',
    mode: 'definitions',
    files: {
      'a.ts': `import fs from 'node:fs';\nconst rate: number = 0.5;\nexport function forward(x: number) { return x * scale + rate; }\nconst scale = Math.sqrt(1764) - rate;\nconst data = JSON.parse(fs.readFileSync('gone.json', 'utf8'));\nfor (let i = 0; i < 1e12; i++) forward(i);\nconsole.log('trained');\nwhile (true) {}\nexport const value = forward(1);`,
    },
    entry: 'a.ts',
    check: ({ namespace, notes }) => [(namespace.forward as (x: number) => number)(1), notes.length],
    gives: [42, 1],
  },
  {
    name: 'variables that work would set are declared',
    mode: 'definitions',
    files: {
      'a.js': `const { a, b: [c] } = await load();\nconst net = train(1000), k = 42;\nfunction train() { for (;;); }\nasync function load() {}\nexport const get = () => [a, c, net, k];`,
    },
    entry: 'a.js',
    check: ({ namespace }) => (namespace.get as () => unknown)(),
    gives: [undefined, undefined, undefined, 42],
  },
  {
    name: 'factories, constructors and constants are kept',
    mode: 'definitions',
    files: {
      'a.ts': `class Net { W: Float64Array; constructor(n: number) { this.W = new Float64Array(n).fill(14); } }\nfunction initialize(dims: number[]) { return dims.map((d) => d * 7); }\nexport const parameters = initialize([1, 1]);\nexport const net = new Net(2);\nconst X = Array.from({ length: 2 }, (_, i) => [i]);\nexport const value = parameters[0] + parameters[1] + net.W[0] + net.W[1] + X.length - X[1][0] * 2;`,
    },
    entry: 'a.ts',
  },
  {
    name: 'module.exports, prototypes and wrappers are kept',
    mode: 'definitions',
    files: {
      'a.js': `'use strict';\nvar lib = {};\nfunction Layer() { this.n = 40; }\nLayer.prototype.forward = function () { return this.n + lib.two; };\n(function (target) { target.two = 2; })(lib);\ndocument.title = 'x';\nwindow.Layer = Layer;\nif (typeof module !== 'undefined') { module.exports = { Layer: Layer }; }\nif (require.main === module) { process.exit(1); }`,
    },
    entry: 'a.js',
    check: ({ namespace }) => new (namespace.Layer as new () => { forward(): number })().forward(),
  },
  {
    name: 'packages that are not installed stand aside until they are used',
    mode: 'definitions',
    files: {
      'a.ts': `import * as d3 from 'd3-gone';\nimport plot, { axis } from 'plot-gone';\nexport const draw = () => d3.select(plot(axis));\nexport const value = 42;`,
    },
    entry: 'a.ts',
    check: ({ namespace, notes }) => [namespace.value, notes.length],
    gives: [42, 2],
  },
  {
    name: 'what cannot be made here does not keep the rest from being defined',
    mode: 'guarded',
    files: {
      'a.js': `const charts = require('charts-gone');\nconst axis = charts.axis('x');\nconst { low, high } = charts.range;\nconst layer = new Layer(3);\nfunction Layer(n) { this.grid = new Grid(n); }\nLayer.prototype.two = Missing.prototype.two;\nLayer.prototype.one = () => 42;\nmodule.exports = { value: Layer.prototype.one(), axis, low, high, layer };`,
    },
    entry: 'a.js',
    check: ({ namespace }) => [namespace.value, namespace.axis, namespace.low, namespace.layer],
    gives: [42, undefined, undefined, undefined],
  },
  {
    name: 'a required package that is not installed says so when it is used',
    mode: 'definitions',
    files: { 'a.js': `const nd = require('arrays-gone');\nmodule.exports = { get: () => nd.zeros(3) };` },
    entry: 'a.js',
    check: ({ namespace }) => {
      try {
        return (namespace.get as () => unknown)();
      } catch (error) {
        return /"arrays-gone" was not found. Install it/.test((error as Error).message);
      }
    },
    gives: true,
  },
  {
    name: 'scripts of one page share their classes, and only what is used is loaded',
    files: {
      'net.js': `class Net { constructor(n) { this.W = new Grid(n, 2); } size() { return this.W.cells.length * unit; } }\nfunction sizeOf(n) { return new Net(n).size(); }`,
      'lib/grid.js': `class Grid { constructor(r, c) { this.cells = Array(r * c).fill(0); } }\nconst unit = 3;\ncreateCanvas(2);`,
      'sketch.js': `function setup() {}\nthrow new Error('must not be loaded');`,
    },
    entry: 'net.js',
    check: ({ locals, notes }) => [(locals.sizeOf as (n: number) => number)(7), notes],
    gives: [
      42,
      [
        'Grid comes from grid.js, as a script tag would bring it.',
        'unit comes from grid.js, as a script tag would bring it.',
      ],
    ],
  },
  {
    name: 'generators that factories and packages return are called, unlike training',
    mode: 'definitions',
    files: {
      'a.js': `const seed = require('seeder');\nconst random = seed('x');\nfunction makeScale(k) { return (x) => k * x; }\nconst scale = makeScale(2);\nconst W = [random(), scale(1)];\nconst trained = fit(W);\nfunction fit(w) { while (true) w[0]++; }\nmodule.exports = { get: () => [W, trained] };`,
      'node_modules/seeder/index.js': `module.exports = () => () => 7;`,
    },
    entry: 'a.js',
    check: ({ namespace }) => (namespace.get as () => unknown)(),
    gives: [[7, 2], undefined],
  },
  {
    name: 'globals of script tags come from the workspace’s packages',
    files: {
      'a.js': `function forward(x) { return math.twice(x); }\nmodule.exports = { value: forward(21) };`,
      'node_modules/mathjs/index.js': `exports.twice = (x) => 2 * x;`,
    },
    entry: 'a.js',
  },
  {
    name: 'a global of a script tag whose package is not installed',
    files: { 'a.js': `function forward(x) { return numeric.dot(x, x); }\nforward([1]);` },
    entry: 'a.js',
    fails: { kind: 'import', file: 'a.js', line: 1, says: /npm install numeric/ },
  },
];
