import { array, at, call, construct, json, keep, leaf, makePlan, method, slot, type Fixture } from './fixture.ts';

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
  {
    name: 'weight update instead of a gradient, the weights being replaced',
    plan: makePlan(
      {
        setup: [
          keep('net', {
            kind: 'object',
            entries: [
              ['w', array('w', [3])],
              ['rate', json(0.5)],
            ],
          }),
          keep('x', array('x', [3])),
        ],
        forward: [call('J', 'cost', slot('net'), slot('x'))],
        backward: [call('n', 'step', slot('net'), slot('x'))],
      },
      scalar('J'),
      [leaf(at('net', 'w'), { kind: 'update', rate: 0.5 })],
    ),
    sources: {
      javascript: `
        export const cost = (net, x) => net.w.reduce((s, w, i) => s + w * w * x[i], 0);
        export function step(net, x) { net.w = net.w.map((w, i) => w - net.rate * 2 * w * x[i]); }`,
      python: `
def cost(net, x):
    return sum(w * w * v for w, v in zip(net["w"], x))
def step(net, x):
    net["w"] = [w - net["rate"] * 2 * w * v for w, v in zip(net["w"], x)]
`,
    },
  },
  {
    name: 'gradients handed to an optimiser',
    plan: makePlan(
      {
        setup: [
          keep('net', {
            kind: 'object',
            entries: [
              ['w', array('w', [3])],
              ['b', json(0.3)],
              ['opt', { kind: 'spy', key: 'opt', methods: ['update'], returns: 'first-argument' }],
            ],
          }),
          keep('x', array('x', [3])),
        ],
        forward: [call('J', 'cost', slot('net'), slot('x'))],
        backward: [call('n', 'learn', slot('net'), slot('x'))],
      },
      scalar('J'),
      ['w', 'b'].map((name) =>
        leaf(at('net', name), { kind: 'spied', spy: at('net', 'opt'), method: 'update', leafArgument: 0, argument: 1 }),
      ),
    ),
    sources: {
      javascript: `
        export const cost = (net, x) => net.w.reduce((s, w, i) => s + w * w * x[i], net.b * net.b);
        export function learn(net, x) {
          net.b = net.opt.update(net.b, 2 * net.b);
          net.w = net.opt.update(net.w, net.w.map((w, i) => 2 * w * x[i]));
        }`,
      python: `
def cost(net, x):
    return sum(w * w * v for w, v in zip(net["w"], x)) + net["b"] ** 2
def learn(net, x):
    net["b"] = net["opt"].update(net["b"], 2 * net["b"])
    net["w"] = net["opt"].update(net["w"], [2 * w * v for w, v in zip(net["w"], x)])
`,
    },
  },
  {
    name: 'closure that is the backward function, and several outputs',
    plan: makePlan(
      {
        setup: [keep('x', array('x', [3]))],
        forward: [call('r', 'forward', slot('x'))],
        backward: [
          {
            kind: 'call',
            into: 'dx',
            callee: { kind: 'slot', at: at('r', 2) },
            args: [upstream, { kind: 'upstream', output: 1 }],
          },
        ],
      },
      contraction(at('r', 0), at('r', 1)),
      [leaf(at('x'), at('dx'), 'input')],
    ),
    sources: {
      javascript: `
        export const forward = (x) => [x.map((v) => v * v), x[0] * x[1], (g, h) => x.map((v, i) => 2 * v * g[i] + (i < 2 ? h * x[1 - i] : 0))];`,
      python: `
def forward(x):
    def back(g, h):
        return [2 * v * g[i] + (h * x[1 - i] if i < 2 else 0) for i, v in enumerate(x)]
    return [[v * v for v in x], x[0] * x[1], back]
`,
    },
  },
  {
    name: 'float32 storage',
    dtype: 'float32',
    plan: makePlan(
      {
        setup: [keep('w', array('w', [5], 'float32'))],
        forward: [call('J', 'forward', slot('w'))],
        backward: [call('g', 'backward', slot('w'))],
      },
      scalar('J'),
      [leaf(at('w'), at('g'))],
    ),
    sources: {
      javascript: `
        export const forward = (w) => w.reduce((s, v) => s + v * v, 0);
        export const backward = (w) => w.map((v) => 2 * v);`,
      python: `
import numpy as np
def forward(w):
    return float(np.sum(w.astype(np.float64) ** 2))
def backward(w):
    return 2 * w
`,
    },
  },
  {
    name: 'textbook losses as the cost, with integer labels',
    plan: makePlan(
      {
        setup: [
          keep('w', array('w', [4, 3])),
          keep('t', {
            kind: 'array',
            key: 't',
            shape: [4],
            storage: 'nested',
            fill: { kind: 'integer', low: 0, high: 3 },
          }),
        ],
        forward: [call('y', 'scores', slot('w'))],
        backward: [call('g', 'backward', slot('w'), slot('t'))],
      },
      { kind: 'formula', formula: 'softmax-cross-entropy', output: at('y'), target: at('t'), scale: 0.25 },
      [leaf(at('w'), { kind: 'value', at: at('g'), transposed: false, scale: 0.25 })],
    ),
    sources: {
      javascript: `
        export const scores = (w) => w.map((row) => row.map((v) => 2 * v));
        export const backward = (w, t) => w.map((row, i) => {
          const e = row.map((v) => Math.exp(2 * v));
          const s = e.reduce((a, b) => a + b);
          return e.map((v, j) => 2 * (v / s - (j === t[i] ? 1 : 0)));
        });`,
      python: `
import math
def scores(w):
    return [[2 * v for v in row] for row in w]
def backward(w, t):
    result = []
    for row, label in zip(w, t):
        e = [math.exp(2 * v) for v in row]
        result.append([2 * (v / sum(e) - (1 if j == label else 0)) for j, v in enumerate(e)])
    return result
`,
    },
  },
];
