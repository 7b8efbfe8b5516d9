import { array, at, call, json, keep, leaf, makePlan, slot, type Fixture } from './fixture.ts';

const scalar = (name: string) => ({ kind: 'scalar' as const, at: at(name) });
const contraction = (...outputs: ReturnType<typeof at>[]) => ({ kind: 'contraction' as const, outputs });
const upstream = { kind: 'upstream' as const, output: 0 };

/** Gradients that come out as updates, calls and closures; storage and losses. */
export const moreFixtures: Fixture[] = [
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
    name: 'softmax in forward, whose backward is handed the gradient before it',
    plan: makePlan(
      {
        setup: [keep('z', array('z', [2, 3]))],
        forward: [call('p', 'forward', slot('z'))],
        backward: [call('g', 'backward', slot('p'), upstream)],
      },
      { ...contraction(at('p')), upstream: 'before-softmax' },
      [leaf(at('z'), at('g'), 'input')],
    ),
    sources: {
      javascript: `
        export const forward = (z) => z.map((row) => {
          const e = row.map(Math.exp);
          const sum = e.reduce((a, b) => a + b, 0);
          return e.map((v) => v / sum);
        });
        export const backward = (p, dz) => dz.map((row) => row.slice());`,
      python: `
import math
def forward(z):
    rows = [[math.exp(v) for v in row] for row in z]
    return [[v / sum(row) for v in row] for row in rows]
def backward(p, dz):
    return [list(row) for row in dz]
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
