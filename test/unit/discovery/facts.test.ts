import assert from 'node:assert/strict';
import typescript from 'typescript';
import { discover } from '../../../src/discovery/discover.ts';

const read = (text: string, file = 'net.ts') => discover({ file, text }, { typescript });
const reachOf = (text: string, name: string, file?: string) =>
  read(text, file).functions.find((one) => one.qualifiedName === name)?.reach;

describe('how functions are reached', () => {
  it('by export, alias, default and CommonJS', () => {
    assert.deepEqual(reachOf('export function f() {}', 'f'), { kind: 'export', path: ['f'] });
    assert.deepEqual(reachOf('function f() {}\nexport { f as forward };', 'f'), { kind: 'export', path: ['forward'] });
    assert.deepEqual(reachOf('export default function f() {}', 'f'), { kind: 'export', path: ['default'] });
    assert.deepEqual(reachOf('const f = () => 1;\nmodule.exports = { g: f };', 'f', 'a.js'), {
      kind: 'export',
      path: ['g'],
    });
    assert.deepEqual(reachOf('module.exports = { forward(x) { return x; } };', 'forward', 'a.cjs'), {
      kind: 'export',
      path: ['forward'],
    });
    assert.deepEqual(reachOf('exports.f = function () {};', 'f', 'a.js'), { kind: 'export', path: ['f'] });
    assert.deepEqual(reachOf('const f = () => 1;', 'f'), { kind: 'local', name: 'f' });
  });

  it('as members of classes, objects, factories and namespaces', () => {
    const owner = { kind: 'export', path: ['A'] } as const;
    assert.deepEqual(reachOf('export class A { f() {} }', 'A.f'), {
      kind: 'method',
      owner,
      name: 'f',
      isStatic: false,
    });
    assert.deepEqual(reachOf('export class A { static f() {} }', 'A.f'), {
      kind: 'method',
      owner,
      name: 'f',
      isStatic: true,
    });
    assert.equal(reachOf('export class A { #f() {} }', 'A.#f'), null);
    assert.deepEqual(reachOf('export const A = { b: { f: () => 1 } };', 'A.b.f'), {
      kind: 'export',
      path: ['A', 'b', 'f'],
    });
    assert.deepEqual(reachOf('export function A() { function f() {} return { f }; }', 'A.f'), {
      kind: 'method',
      owner,
      name: 'f',
      isStatic: false,
    });
    assert.deepEqual(reachOf('export namespace A { export function f() {} }', 'A.f'), {
      kind: 'export',
      path: ['A', 'f'],
    });
    assert.deepEqual(
      reachOf('function A() { this.w = 1; }\nA.prototype.f = function () {};\nmodule.exports = { A };', 'A.f', 'a.js'),
      {
        kind: 'method',
        owner,
        name: 'f',
        isStatic: false,
      },
    );
    assert.deepEqual(reachOf('const A = (function () { function f() {} return { f }; })();', 'A.f', 'a.js'), {
      kind: 'method',
      owner: { kind: 'local', name: 'A' },
      name: 'f',
      isStatic: true,
    });
  });
});

describe('what is known of parameters', () => {
  it('reads types, defaults, doc comments and inline comments', () => {
    const text = `/**
 * Runs the layer.
 * @param {number[][]} x - input of shape (N, D)
 * @param {Object} [cache={}] what forward kept
 *   on the way
 * @gradcheck x: [3, 4], w: [4, 5]
 */
export function backward(x, cache, reg = 0.1, mode /* 'train' or 'test' */, ...rest) {}`;
    const [one] = read(text, 'a.js').functions;
    const [x, cache, reg, mode, rest] = one?.parameters ?? [];
    assert.deepEqual([x?.type, x?.doc], ['number[][]', 'input of shape (N, D)']);
    assert.deepEqual([cache?.optional, cache?.defaultText, cache?.doc], [true, '{}', 'what forward kept on the way']);
    assert.deepEqual([reg?.defaultValue, reg?.optional], [0.1, true]);
    assert.equal(mode?.doc, "'train' or 'test'");
    assert.equal(rest?.rest, true);
    assert.equal(one?.tag, 'x: [3, 4], w: [4, 5]');
  });

  it('follows uses through rows, callbacks and keys', () => {
    const text = `export function f(x, p, y, n, act, out, mode) {
  const { W1, b1 } = p;
  const w = p.W2['x'];
  for (let i = 0; i < n; i++) { const row = x[i]; out.db[i] += row[0] * scores[i][y[i]]; }
  x.forEach((r) => r.map((v) => act(v)));
  if (mode === 'train') dot(x, W1);
}`;
    const [x, p, y, n, act, out, mode] = read(text, 'a.js').functions[0]?.parameters ?? [];
    assert.deepEqual(
      [x?.use.indexDepth, x?.use.methods, x?.use.passedTo],
      [2, ['forEach', 'map'], [{ callee: 'dot', position: 0 }]],
    );
    assert.deepEqual(p?.keys, ['W1', 'b1', 'W2']);
    assert.equal(y?.use.usedAsIndex, true);
    assert.equal(n?.use.loopBound, true);
    assert.equal(act?.use.called, true);
    assert.equal(out?.use.assigned, true);
    assert.deepEqual(mode?.use.comparedWith, ['train']);
  });
});

describe('what is known of a module', () => {
  it('reads fields, values, imports, side effects and call sites', () => {
    const text = `import { dot as d } from './m';
const fs = require('fs');
export const X = [[1, -2], [3, 4]];
export class A { W: number[] = []; constructor(n) { this.b = zeros(n); } }
function train(x) { return x; }
const net = new A(3);
for (let i = 0; i < 10; i++) train(X);
console.log(net);
`;
    const facts = read(text, 'a.js');
    assert.deepEqual(
      facts.imports.map((one) => [one.local, one.imported, one.specifier]),
      [
        ['d', 'dot', './m'],
        ['fs', '*', 'fs'],
      ],
    );
    assert.deepEqual(facts.values.find((one) => one.name === 'X')?.literal, [
      [1, -2],
      [3, 4],
    ]);
    assert.deepEqual(
      facts.classes[0]?.fields.map((field) => [field.name, field.initialText]),
      [
        ['W', '[]'],
        ['b', 'zeros(n)'],
      ],
    );
    assert.deepEqual(
      facts.callSites.map((one) => [one.callee, one.argumentTexts]),
      [
        ['A', ['3']],
        ['train', ['X']],
      ],
    );
    assert.deepEqual(
      facts.sideEffects.map((range) => range.line),
      [7, 8],
    );
  });

  it('reads script blocks at their places', () => {
    const text =
      '<p>x</p>\n<script type="module">\nexport const forward = (x, w) => x * w;\nexport const backward = (dout, x, w) => ({ dx: dout * w, dw: dout * x });\n</script>';
    const { pairs } = read(text, 'page.html');
    assert.deepEqual(
      pairs.map((pair) => [pair.id, pair.file, pair.range.line]),
      [['backward', 'page.html', 4]],
    );
  });

  it('keeps silent under gradcheck-ignore', () => {
    const text = 'export const f = (x) => x * x;\n// gradcheck-ignore\nexport const fPrime = (x) => 2 * x;';
    assert.deepEqual(read(text).pairs, []);
    assert.equal(read(text.replace('// gradcheck-ignore', '')).pairs.length, 1);
  });
});

describe('sites', () => {
  const sites = (body: string, signature = 'dout, x, W, b, lr'): [string, string | null, number][] =>
    read(
      `export function forward(x, W, b) { return Math.exp(x * W + b); }\nexport function backward(${signature}) {\n${body}\n}`,
      'a.js',
    ).pairs.flatMap((pair) =>
      pair.sites.map((site): [string, string | null, number] => [site.gradient, site.parameter, site.range.line]),
    );

  it('stand where a gradient is computed, not where room is made or it is returned', () => {
    assert.deepEqual(
      sites('const dW = zeros(W);\nfor (let i = 0; i < 3; i++)\n  dW[i] += x[i] * dout[i];\nreturn { dW };'),
      [['dW', 'W', 5]],
    );
    assert.deepEqual(sites('const dW = dot(dout, x);\nconst db = sum(dout);\nreturn [dW, db];'), [
      ['dW', 'W', 3],
      ['db', 'b', 4],
    ]);
    assert.deepEqual(sites('return {\n  dW: dot(dout, x),\n  db: dout,\n};'), [
      ['dW', 'W', 4],
      ['db', 'b', 5],
    ]);
  });

  it('stand at updates where no gradient is kept', () => {
    assert.deepEqual(sites('const g = dout * x;\nW[0] -= lr * g;\nb[0] = b[0] - lr * dout;'), [
      ['W', 'W', 4],
      ['b', 'b', 5],
    ]);
  });

  it('stand at returned expressions, by position', () => {
    assert.deepEqual(sites('return [dout * W, dout * x];'), [
      ['return[0]', 'x', 3],
      ['return[1]', 'W', 3],
    ]);
  });

  it('stand where a returned value was computed, whatever its name', () => {
    assert.deepEqual(
      sites('const below = x.map(() => 0);\nfor (let i = 0; i < 3; i++)\n  below[i] += W[i] * dout;\nreturn below;'),
      [['below', null, 5]],
    );
    assert.deepEqual(sites('return dout;'), []);
  });

  it('stand where a value is set in the end, not where it began', () => {
    assert.deepEqual(sites('let db = 0;\nfor (const d of dout)\n  db = d;\nreturn { db };'), [['db', 'b', 5]]);
    assert.deepEqual(
      sites(
        'const dW = new Buffer32(W.length);\nfor (let i = 0; i < 3; i++)\n  dW[i] = x[i] * dout[i];\nreturn { dW };',
      ),
      [['dW', 'W', 5]],
    );
    assert.deepEqual(sites('const dW = dot(dout, x);\ndW[0] = 2 * dW[0];\nreturn { dW };'), [['dW', 'W', 3]]);
  });

  it('stand at what is returned together under names that may be words, and in an object of any name', () => {
    assert.deepEqual(
      sites('let ddamping = 0;\nfor (const d of dout)\n  ddamping -= d * x;\nreturn { ddamping, dstart: [dout, x] };'),
      [
        ['ddamping', null, 5],
        ['dstart', null, 6],
      ],
    );
    assert.deepEqual(sites("const g = { W: 0 };\ng['W'] = dout * x;\ng.b = sum(dout);\nreturn g;"), [
      ['g.W', null, 4],
      ['g.b', null, 5],
    ]);
  });
});
