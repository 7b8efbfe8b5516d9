import type { Storage } from '../../src/model/plan.ts';
import { array, at, call, construct, json, keep, leaf, makePlan, method, slot, type Fixture } from './fixture.ts';

const scalar = (name: string) => ({ kind: 'scalar' as const, at: at(name) });
const contraction = { kind: 'contraction' as const, outputs: [at('y')] };
const upstream = { kind: 'upstream' as const, output: 0 };

/** A layer y = x·w in a library's arrays: forward(x, w) and backward(dy, x, w) → [dx, dw]. */
function layer(name: string, storage: Storage, source: string, dtype?: 'float32'): Fixture {
  return {
    name: `arrays: ${name}`,
    plan: makePlan(
      {
        setup: [keep('x', array('x', [3, 2], storage)), keep('w', array('w', [2, 4], storage))],
        forward: [call('y', 'forward', slot('x'), slot('w'))],
        backward: [call('g', 'backward', upstream, slot('x'), slot('w'))],
      },
      contraction,
      [leaf(at('x'), at('g', 0), 'input'), leaf(at('w'), at('g', 1))],
    ),
    sources: { javascript: source, python: null },
    ...(dtype === undefined ? {} : { dtype }),
  };
}

/** Objects of libraries and of people's own classes. */
const libraries: Fixture[] = [
  layer(
    'ml-matrix',
    { library: 'ml-matrix' },
    `import { Matrix } from 'ml-matrix';
     export const forward = (x, w) => x.mmul(w);
     export const backward = (dy, x, w) => { if (!(dy instanceof Matrix)) throw new Error('no Matrix'); return [dy.mmul(w.transpose()), x.transpose().mmul(dy)]; };`,
  ),
  layer(
    'mathjs',
    { library: 'mathjs' },
    `import { multiply, transpose } from 'mathjs';
     export const forward = (x, w) => multiply(x, w);
     export const backward = (dy, x, w) => [multiply(dy, transpose(w)), multiply(transpose(x), dy)];`,
  ),
  layer(
    'ndarray',
    { library: 'ndarray' },
    `import ndarray from 'ndarray';
     function mul(a, b) {
       const y = ndarray(new Float64Array(a.shape[0] * b.shape[1]), [a.shape[0], b.shape[1]]);
       for (let i = 0; i < a.shape[0]; i++) for (let j = 0; j < b.shape[1]; j++) for (let k = 0; k < b.shape[0]; k++) y.set(i, j, y.get(i, j) + a.get(i, k) * b.get(k, j));
       return y;
     }
     export const forward = mul;
     export const backward = (dy, x, w) => [mul(dy, w.transpose(1, 0)), mul(x.transpose(1, 0), dy)];`,
  ),
  layer(
    'TensorFlow.js tensors',
    { library: 'tfjs' },
    `import * as tf from '@tensorflow/tfjs-core';
     import '@tensorflow/tfjs-backend-cpu';
     await tf.setBackend('cpu');
     export const forward = (x, w) => tf.matMul(x, w);
     export const backward = (dy, x, w) => [tf.matMul(dy, w, false, true), tf.matMul(x, dy, true, false)];`,
    'float32',
  ),
  layer(
    'data and shape',
    'ndarray',
    `const mul = (a, b, ta, tb) => {
       const at = (m, t, i, j) => (t ? m.data[j * m.shape[1] + i] : m.data[i * m.shape[1] + j]);
       const [n, q] = [a.shape[ta ? 1 : 0], b.shape[tb ? 0 : 1]], p = a.shape[ta ? 0 : 1], data = new Float64Array(n * q);
       for (let i = 0; i < n; i++) for (let j = 0; j < q; j++) for (let k = 0; k < p; k++) data[i * q + j] += at(a, ta, i, k) * at(b, tb, k, j);
       return { data, shape: [n, q] };
     };
     export const forward = (x, w) => mul(x, w);
     export const backward = (dy, x, w) => [mul(dy, w, false, true), mul(x, dy, true, false)];`,
  ),
];

/** Classes of one's own: a matrix in rows and columns, values with .data and .grad, volumes, private fields. */
const objects: Fixture[] = [
  {
    name: 'objects: a matrix class of one’s own',
    plan: makePlan(
      {
        setup: [construct('w', 'Matrix', json(2), json(3)), construct('x', 'Matrix', json(3), json(2))],
        forward: [call('y', 'forward', slot('w'), slot('x'))],
        backward: [call('dw', 'backward', upstream, slot('x'))],
      },
      contraction,
      [leaf(at('w'), at('dw'))],
    ),
    sources: {
      python: null,
      javascript: `
        export class Matrix {
          constructor(rows, cols) { this.rows = rows; this.cols = cols; this.data = Array.from({ length: rows }, () => Array.from({ length: cols }, () => Math.random() + 0.1)); }
          static of(rows, cols, f) { const m = new Matrix(rows, cols); m.data = m.data.map((r, i) => r.map((_, j) => f(i, j))); return m; }
          mul(o) { return Matrix.of(this.rows, o.cols, (i, j) => this.data[i].reduce((s, v, k) => s + v * o.data[k][j], 0)); }
          get T() { return Matrix.of(this.cols, this.rows, (i, j) => this.data[j][i]); }
        }
        export const forward = (w, x) => w.mul(x);
        export const backward = (dy, x) => { if (!(dy instanceof Matrix)) throw new Error('plain'); return dy.mul(x.T); };`,
    },
  },
  {
    name: 'objects: a matrix class behind get and set',
    plan: makePlan(
      {
        setup: [construct('w', 'Matrix', json(2), json(3))],
        forward: [call('J', 'cost', slot('w'))],
        backward: [call('dw', 'gradient', slot('w'))],
      },
      scalar('J'),
      [leaf(at('w'), at('dw'))],
    ),
    sources: {
      python: null,
      javascript: `
        export class Matrix {
          #data;
          constructor(rows, cols) { this.#data = Array.from({ length: rows * cols }, (_, i) => i + 0.5); this.cols = cols; this.rows = rows; }
          get(i, j) { return this.#data[i * this.cols + j]; }
          set(i, j, v) { this.#data[i * this.cols + j] = v; }
        }
        const all = (w, f) => Array.from({ length: w.rows }, (_, i) => Array.from({ length: w.cols }, (_, j) => f(w.get(i, j))));
        export const cost = (w) => all(w, (v) => v * v).flat().reduce((a, b) => a + b);
        export const gradient = (w) => all(w, (v) => 2 * v);`,
    },
  },
  {
    name: 'objects: autograd values, whose gradients accumulate',
    plan: makePlan(
      {
        setup: [construct('a', 'Value', json(0.7)), construct('b', 'Value', json(-1.3))],
        forward: [call('out', 'graph', slot('a'), slot('b'))],
        backward: [method('n', 'out', 'backward')],
      },
      { kind: 'scalar', at: at('out', 'data') },
      [leaf(at('a', 'data'), at('a', 'grad')), leaf(at('b', 'data'), at('b', 'grad'))],
      [at('a', 'grad'), at('b', 'grad')],
    ),
    sources: {
      python: null,
      javascript: `
        export class Value {
          constructor(data, parents = []) { this.data = data; this.grad = 0; this.parents = parents; this.back = () => {}; }
          mul(o) { const r = new Value(this.data * o.data, [this, o]); r.back = () => { this.grad += o.data * r.grad; o.grad += this.data * r.grad; }; return r; }
          tanh() { const t = Math.tanh(this.data), r = new Value(t, [this]); r.back = () => { this.grad += (1 - t * t) * r.grad; }; return r; }
          backward() { const order = [], seen = new Set(); const visit = (v) => { if (!seen.has(v)) { seen.add(v); v.parents.forEach(visit); order.push(v); } }; visit(this); this.grad = 1; order.reverse().forEach((v) => v.back()); }
        }
        export const graph = (a, b) => a.mul(b).tanh().mul(a);`,
    },
  },
  {
    name: 'objects: values of an array, one by one',
    plan: makePlan(
      {
        setup: [call('w', 'make')],
        forward: [call('J', 'cost', slot('w'))],
        backward: [call('n', 'backward', slot('w'))],
      },
      scalar('J'),
      [leaf(at('w', '*', 'data'), at('w', '*', 'grad'))],
    ),
    sources: {
      python: null,
      javascript: `
        export const make = () => [1, 2, 3].map((data) => ({ data, grad: 0 }));
        export const cost = (w) => w.reduce((s, v) => s + v.data ** 3, 0);
        export const backward = (w) => { for (const v of w) v.grad = 3 * v.data ** 2; };`,
    },
  },
  {
    name: 'objects: a TensorFlow.js variable',
    dtype: 'float32',
    plan: makePlan(
      {
        setup: [call('w', 'make')],
        forward: [call('J', 'cost', slot('w'))],
        backward: [call('dw', 'gradient', slot('w'))],
      },
      scalar('J'),
      [leaf(at('w'), at('dw'))],
    ),
    sources: {
      python: null,
      javascript: `
        import * as tf from '@tensorflow/tfjs-core';
        import '@tensorflow/tfjs-backend-cpu';
        await tf.setBackend('cpu');
        const kept = tf.variable(tf.tensor2d([[0.5, -1.5], [2.5, 0.25]]));
        export const make = () => kept;
        export const cost = () => tf.sum(tf.mul(kept, kept));
        export const gradient = () => tf.mul(kept, 2);`,
    },
  },
  {
    name: 'asynchronous functions',
    plan: makePlan(
      {
        setup: [call('w', 'make')],
        forward: [call('J', 'cost', slot('w'))],
        backward: [call('dw', 'gradient', slot('w'))],
      },
      scalar('J'),
      [leaf(at('w'), at('dw'))],
    ),
    sources: {
      python: null,
      javascript: `
        const tick = () => new Promise((resolve) => setImmediate(resolve));
        export const make = async () => { await tick(); return [0.5, -2]; };
        export const cost = async (w) => { await tick(); return w[0] * w[0] * w[1]; };
        export const gradient = (w) => tick().then(() => [2 * w[0] * w[1], w[0] * w[0]]);`,
    },
  },
];

export const javascriptFixtures: Fixture[] = [...libraries, ...objects];
