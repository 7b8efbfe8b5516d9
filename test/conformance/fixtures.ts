import { array, at, call, construct, json, keep, leaf, makePlan, method, slot, type Fixture } from './fixture.ts';
import { moreFixtures } from './moreFixtures.ts';

const scalar = (name: string) => ({ kind: 'scalar' as const, at: at(name) });
const contraction = (...outputs: ReturnType<typeof at>[]) => ({ kind: 'contraction' as const, outputs });
const upstream = { kind: 'upstream' as const, output: 0 };

/** Pairs with a right gradient, in the forms in which people write them. */
export const fixtures: Fixture[] = [
  {
    name: 'cost with parameters in an object',
    plan: makePlan(
      {
        setup: [
          keep('p', {
            kind: 'object',
            entries: [
              ['W', array('W', [3, 2])],
              ['b', array('b', [3])],
            ],
          }),
          keep('x', array('x', [2])),
        ],
        forward: [call('J', 'forward', slot('p'), slot('x'))],
        backward: [call('g', 'backward', slot('p'), slot('x'))],
      },
      scalar('J'),
      [leaf(at('p', 'W'), at('g', 'dW')), leaf(at('p', 'b'), at('g', 'db'))],
    ),
    sources: {
      javascript: `
        const z = (p, x) => p.W.map((row, i) => row.reduce((s, w, j) => s + w * x[j], p.b[i]));
        export const forward = (p, x) => z(p, x).reduce((s, v) => s + 0.5 * v * v, 0);
        export const backward = (p, x) => ({ dW: z(p, x).map((v) => x.map((xj) => v * xj)), db: z(p, x) });`,
      python: `
def z(p, x):
    return [sum(w * xj for w, xj in zip(row, x)) + b for row, b in zip(p["W"], p["b"])]
def forward(p, x):
    return sum(0.5 * v * v for v in z(p, x))
def backward(p, x):
    return {"dW": [[v * xj for xj in x] for v in z(p, x)], "db": z(p, x)}
`,
    },
  },
  {
    name: 'layer with an upstream gradient, a cache and a transposed gradient',
    plan: makePlan(
      {
        setup: [keep('x', array('x', [4, 3])), keep('w', array('w', [3, 2]))],
        forward: [call('r', 'affine_forward', slot('x'), slot('w'))],
        backward: [call('g', 'affine_backward', upstream, slot('r', 1))],
      },
      contraction(at('r', 0)),
      [leaf(at('x'), at('g', 0), 'input'), leaf(at('w'), { kind: 'value', at: at('g', 1), transposed: true })],
    ),
    sources: {
      javascript: `
        export function affine_forward(x, w) {
          return [x.map((row) => w[0].map((_, j) => row.reduce((s, v, k) => s + v * w[k][j], 0))), [x, w]];
        }
        export function affine_backward(dout, [x, w]) {
          const dx = dout.map((row) => w.map((wk) => wk.reduce((s, v, j) => s + v * row[j], 0)));
          const dwT = w[0].map((_, j) => w.map((_, k) => x.reduce((s, row, i) => s + row[k] * dout[i][j], 0)));
          return [dx, dwT];
        }`,
      python: `
def affine_forward(x, w):
    out = [[sum(v * w[k][j] for k, v in enumerate(row)) for j in range(len(w[0]))] for row in x]
    return [out, [x, w]]
def affine_backward(dout, cache):
    x, w = cache
    dx = [[sum(v * row[j] for j, v in enumerate(wk)) for wk in w] for row in dout]
    dwt = [[sum(x[i][k] * dout[i][j] for i in range(len(x))) for k in range(len(w))] for j in range(len(w[0]))]
    return [dx, dwt]
`,
    },
  },
  {
    name: 'flat buffers with out-parameters that accumulate',
    plan: makePlan(
      {
        setup: [
          keep('x', array('x', [3], 'float64')),
          keep('w', array('w', [6], 'float64')),
          keep('gw', { kind: 'like', at: at('w'), value: 0 }),
        ],
        forward: [call('y', 'linear', slot('x'), slot('w'), json(3), json(2))],
        backward: [call('n', 'linear_backward', upstream, slot('x'), json(3), json(2), slot('gw'))],
      },
      contraction(at('y')),
      [leaf(at('w'), at('gw'))],
      [at('gw')],
    ),
    sources: {
      javascript: `
        export function linear(x, w, I, O) {
          const y = new Float64Array(O);
          for (let o = 0; o < O; o++) for (let i = 0; i < I; i++) y[o] += w[o * I + i] * x[i];
          return y;
        }
        export function linear_backward(gy, x, I, O, gw) {
          for (let o = 0; o < O; o++) for (let i = 0; i < I; i++) gw[o * I + i] += gy[o] * x[i];
        }`,
      python: `
import numpy as np
def linear(x, w, I, O):
    return w.reshape(O, I) @ x
def linear_backward(gy, x, I, O, gw):
    gw += np.outer(gy, x).ravel()
`,
    },
  },
  {
    name: 'object with fields, built by its constructor',
    plan: makePlan(
      {
        setup: [
          construct('layer', 'Dense', json(3), json(2)),
          keep('x', array('x', [3])),
          { kind: 'fill', at: at('layer', 'b'), key: 'b', fill: { kind: 'normal', mean: 0, deviation: 1 } },
        ],
        forward: [method('y', 'layer', 'forward', slot('x'))],
        backward: [method('n', 'layer', 'backward', upstream)],
      },
      contraction(at('y')),
      [
        leaf(at('layer', 'W'), at('layer', 'dW')),
        leaf(at('layer', 'b'), at('layer', 'db')),
        leaf(at('layer', 'scale'), at('layer', 'dscale')),
      ],
    ),
    sources: {
      javascript: `
        export class Dense {
          constructor(n, m) {
            this.W = Array.from({ length: m }, () => Array.from({ length: n }, () => Math.random() - 0.5));
            this.b = new Array(m).fill(0);
            this.scale = 1.5;
          }
          forward(x) {
            this.x = x;
            this.z = this.W.map((row, i) => row.reduce((s, w, j) => s + w * x[j], this.b[i]));
            return this.z.map((v) => this.scale * v * v);
          }
          backward(dout) {
            const dz = dout.map((d, i) => 2 * this.scale * this.z[i] * d);
            this.dW = dz.map((d) => this.x.map((v) => d * v));
            this.db = dz;
            this.dscale = dout.reduce((s, d, i) => s + d * this.z[i] ** 2, 0);
          }
        }`,
      python: `
import random
class Dense:
    def __init__(self, n, m):
        self.W = [[random.random() - 0.5 for _ in range(n)] for _ in range(m)]
        self.b = [0.0] * m
        self.scale = 1.5
    def forward(self, x):
        self.x = x
        self.z = [sum(w * v for w, v in zip(row, x)) + b for row, b in zip(self.W, self.b)]
        return [self.scale * v * v for v in self.z]
    def backward(self, dout):
        dz = [2 * self.scale * v * d for v, d in zip(self.z, dout)]
        self.dW = [[d * v for v in self.x] for d in dz]
        self.db = dz
        self.dscale = sum(d * v ** 2 for d, v in zip(dout, self.z))
`,
    },
  },
  ...moreFixtures,
];
