import type { Storage, Value } from '../../src/model/plan.ts';
import { array, at, call, construct, json, keep, leaf, makePlan, method, slot, type Fixture } from './fixture.ts';

const scalar = (name: string) => ({ kind: 'scalar' as const, at: at(name) });
const contraction = { kind: 'contraction' as const, outputs: [at('y')] };
const upstream: Value = { kind: 'upstream', output: 0 };

/** w is made by the module: every kind of storage that a user may have. cost(w) = Σ w³ over its entries. */
function made(name: string, make: string, dtype?: 'float32', rest = ''): Fixture {
  return {
    name: `made by the module: ${name}`,
    plan: makePlan(
      {
        setup: [call('w', 'make')],
        forward: [call('J', 'cost', slot('w'))],
        backward: [call('g', 'gradient', slot('w'))],
      },
      scalar('J'),
      [leaf(at('w'), at('g'))],
    ),
    sources: {
      javascript: '',
      python: `
import numpy as np
def make():
    return ${make}
def cost(w):
    return np.sum(np.asarray(w, dtype=np.float64) ** 3)
def gradient(w):
    return 3 * np.asarray(w) ** 2
${rest}`,
    },
    ...(dtype ? { dtype } : {}),
  };
}

/** A leaf inside a container of the user's own. */
function held(name: string, definitions: string, path: (string | number)[], read: string, gradient: string): Fixture {
  return {
    name: `held by ${name}`,
    plan: makePlan(
      {
        setup: [call('p', 'make')],
        forward: [call('J', 'cost', slot('p'))],
        backward: [call('g', 'gradient', slot('p'))],
      },
      scalar('J'),
      [leaf(at('p', ...path), at('g', ...path))],
    ),
    sources: {
      javascript: '',
      python: `${definitions}\ndef cost(p):\n    return ${read}\ndef gradient(p):\n    return ${gradient}\n`,
    },
  };
}

const storages: Fixture[] = [
  made('a float64 matrix', 'np.array([[0.5, -1.5], [2.5, 0.25]])'),
  made('a matrix in Fortran order', 'np.asfortranarray([[0.5, -1.5, 1.0], [2.5, 0.25, 2.0]])'),
  made('a view with steps', 'np.arange(1.0, 25.0).reshape(4, 6)[::2, ::-3] / 8'),
  made('a transposed view', '(np.arange(1.0, 7.0).reshape(2, 3) / 4).T'),
  made('an array without axes', 'np.array(1.25)'),
  made('a NumPy number', 'np.float64(1.25)'),
  made('float32', 'np.array([0.5, -1.5, 2.5], dtype=np.float32)', 'float32'),
  made('read-only data', 'np.frombuffer(np.array([0.5, -1.5]).tobytes()).copy()'),
  made('nested lists', '[[0.5, -1.5], [2.5, 0.25]]'),
  made('a long double', 'np.array([0.5, -1.5], dtype=np.longdouble)'),
];

const containers: Fixture[] = [
  held(
    'a tuple of arrays',
    'import numpy as np\ndef make():\n    return (np.array([1.0, 2.0]), 3)',
    [0],
    '(p[0] ** 3).sum()',
    '(3 * p[0] ** 2,)',
  ),
  held(
    'a tuple of numbers',
    'def make():\n    return (1.5, 2.5)',
    [1],
    'p[1] ** 3 * p[0]',
    '(0, 3 * p[1] ** 2 * p[0])',
  ),
  held(
    'a dataclass',
    'from dataclasses import dataclass\n@dataclass\nclass P:\n    w: float\ndef make():\n    return P(1.5)',
    ['w'],
    'p.w ** 3',
    'P(3 * p.w ** 2)',
  ),
  held(
    'a named tuple',
    'from collections import namedtuple\nP = namedtuple("P", "w b")\ndef make():\n    return P([1.5, 2.0], 0.5)',
    ['b'],
    'sum(p.w) * p.b ** 2',
    'P(0, 2 * sum(p.w) * p.b)',
  ),
  held(
    'an object with slots',
    'import numpy as np\nclass P:\n    __slots__ = ("w",)\n    def __init__(self, w):\n        self.w = w\ndef make():\n    return P(np.array([1.0, 2.0]))',
    ['w'],
    '(p.w ** 3).sum()',
    'P(3 * p.w ** 2)',
  ),
  held(
    'a dictionary with numbers as keys',
    'def make():\n    return {1: [1.0, 2.0], 2: [3.0]}',
    ['1'],
    'sum(v ** 3 for v in p[1])',
    '{1: [3 * v ** 2 for v in p[1]]}',
  ),
];

function layer(storage: Storage & string, dtype?: 'float32'): Fixture {
  return {
    name: `NumPy arguments: ${storage}`,
    plan: makePlan(
      {
        setup: [
          keep('x', array('x', [3, 2], storage)),
          keep('w', array('w', [2, 4], storage)),
          keep('b', array('b', [4], storage)),
        ],
        forward: [call('y', 'forward', slot('x'), slot('w'), { kind: 'undefined' }, slot('b'))],
        backward: [call('g', 'backward', upstream, slot('x'), slot('w'))],
      },
      contraction,
      [leaf(at('x'), at('g', 'dx'), 'input'), leaf(at('w'), at('g', 'dw')), leaf(at('b'), at('g', 'db'))],
    ),
    sources: {
      javascript: '',
      python: `
import numpy as np
def forward(x, w, scale=1.0, *, b):
    assert isinstance(x, np.ndarray) and x.dtype == w.dtype
    return x @ w * scale + b
def backward(dy, x, w):
    assert dy.dtype == x.dtype
    dy *= 1.0
    return dict(dx=dy @ w.T, dw=x.T @ dy, db=dy.sum(axis=0))
`,
    },
    ...(dtype ? { dtype } : {}),
  };
}

const others: Fixture[] = [
  layer('ndarray'),
  layer('float64'),
  layer('float32', 'float32'),
  {
    name: 'asynchronous functions and an optimiser that is copied',
    plan: makePlan(
      {
        setup: [
          construct('net', 'Net', { kind: 'spy', key: 'opt', methods: ['update'], returns: 'first-argument' }),
          keep('x', array('x', [3], 'ndarray')),
        ],
        forward: [method('J', 'net', 'cost', slot('x'))],
        backward: [method('n', 'net', 'learn', slot('x'))],
      },
      scalar('J'),
      [leaf(at('net', 'w'), { kind: 'spied', spy: at('net', 'opt'), method: 'update', leafArgument: 0, argument: 1 })],
    ),
    sources: {
      javascript: '',
      python: `
import copy
import numpy as np
class Net:
    def __init__(self, opt):
        self.opt = copy.deepcopy(opt)
        self.w = np.array([0.5, 1.5, -0.75])
    async def cost(self, x):
        return (self.w ** 2 * x).sum()
    def learn(self, x):
        self.w = self.opt.update(self.w, 2 * self.w * x)
`,
    },
  },
  {
    name: 'a list of objects with .data and .grad',
    plan: makePlan(
      {
        setup: [call('w', 'make', json(3))],
        forward: [call('J', 'cost', slot('w'))],
        backward: [call('n', 'backward', slot('w'))],
      },
      scalar('J'),
      [leaf(at('w', '*', 'data'), at('w', '*', 'grad'))],
    ),
    sources: {
      javascript: '',
      python: `
class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0
def make(n):
    return [Value(i + 1.0) for i in range(n)]
def cost(w):
    return sum(v.data ** 3 for v in w)
def backward(w):
    for v in w:
        v.grad = 3 * v.data ** 2
`,
    },
  },
];

export const pythonFixtures: Fixture[] = [...storages, ...containers, ...others];
