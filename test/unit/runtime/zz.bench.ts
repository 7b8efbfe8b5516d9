import { openTarget } from '/work/main/src/runtime/javascript/target.ts';
import type { Plan, Storage, Value } from '/work/main/src/model/plan.ts';

function plan(value: Value, leaves: (string | number)[][]): Plan {
  return {
    version: 1,
    seed: 1,
    setup: [{ kind: 'value', into: 'p', value }],
    forward: [
      {
        kind: 'call',
        into: 'J',
        callee: { kind: 'ref', ref: { module: 'source', reach: { kind: 'export', path: ['forward'] } } },
        args: [{ kind: 'slot', at: { slot: 'p', path: [] } }],
      },
    ],
    backward: [],
    leaves: leaves.map((path) => ({
      name: 'W',
      layer: null,
      role: 'parameter',
      at: { slot: 'p', path },
      gradientName: 'dW',
    })),
    gradients: [],
    cost: { kind: 'scalar', at: { slot: 'J', path: [] } },
    clear: [],
  };
}
const array = (shape: number[], storage: Storage): Value => ({
  kind: 'array',
  key: 'W',
  shape,
  storage,
  fill: { kind: 'normal', mean: 0, deviation: 1 },
});
const fns: Record<
  string,
  [
    (p: any) => number,
    Value,
    (string | number)[][],
    (p: any, i: number, v: number) => void,
    (p: any, i: number) => number,
  ]
> = {};
function add(name: string, mk: () => (p: any) => number, v: Value, leaves: any, set: any, get: any) {
  fns[name] = [mk(), v, leaves, set, get];
}
const n1 = Number(process.argv[2] ?? 50);
const rows = n1 / 5;
const nested =
  'let s=0; const W=p.W; for (let i=0;i<W.length;i++) { const r=W[i]; for (let j=0;j<r.length;j++) s+=Math.tanh(r[j])*r[j]; } return s;';
const flat = 'let s=0; const W=p.W; for (let j=0;j<W.length;j++) s+=Math.tanh(W[j])*W[j]; return s;';
const extra = process.argv[3] ? '' : '';
const nestSet = new Function('p', 'i', 'v', 'const r=(i/5)|0; p.W[r][i-r*5]=v;'),
  nestGet = new Function('p', 'i', 'const r=(i/5)|0; return p.W[r][i-r*5]');
const mkset = () => new Function('p', 'i', 'v', 'p.W[i]=v'),
  mkget = () => new Function('p', 'i', 'return p.W[i]');
add(
  'nested',
  () => new Function('p', nested) as any,
  { kind: 'object', entries: [['W', array([rows, 5], 'nested')]] },
  [['W']],
  nestSet,
  nestGet,
);
add(
  'float64',
  () => new Function('p', flat) as any,
  { kind: 'object', entries: [['W', array([n1], 'float64')]] },
  [['W']],
  mkset(),
  mkget(),
);
add(
  'float32',
  () => new Function('p', flat) as any,
  { kind: 'object', entries: [['W', array([n1], 'float32')]] },
  [['W']],
  mkset(),
  mkget(),
);
const names = Array.from({ length: n1 }, (_, i) => 'f' + i);
add(
  'fields',
  () => new Function('p', 'let s=0;' + names.map((f) => `s+=Math.tanh(p.${f})*p.${f};`).join('') + 'return s;') as any,
  { kind: 'object', entries: names.map((f): [string, Value] => [f, { kind: 'json', value: 0.5 + Math.random() }]) },
  names.map((f) => [f]),
  (() => {
    return (p: any, i: number, v: number) => {
      p['f' + i] = v;
    };
  })(),
  (p: any, i: number) => p['f' + i],
);

const median = (x: number[]) => x.sort((a, b) => a - b)[x.length >> 1]!;
for (const [name, [f, v, leaves, set, get]] of Object.entries(fns)) {
  let obj: any;
  const forward = f;
  const modules = {
    load: async () => ({
      namespace: {
        forward: (p: any) => {
          obj ??= p;
          return forward(p);
        },
      },
      locals: {},
      files: [],
      notes: [],
    }),
    library: async () => null,
  };
  const m2 = {
    load: async () => ({ namespace: { forward }, locals: {}, files: [], notes: [] }),
    library: async () => null,
  };
  const t0 = await openTarget(plan(v, leaves), modules); // get an object of the same shape
  const target = await openTarget(plan(v, leaves), m2);
  const { theta } = await target.describe();
  const n = theta.length;
  const rep0 = Number(process.argv[4] ?? 1);
  const reps = Math.max(1, Math.ceil(3e5 / (n * n) / rep0));
  const index = new Int32Array(2 * n * rep0),
    value = new Float64Array(2 * n * rep0);
  for (let q = 0; q < rep0; q++)
    for (let j = 0; j < n; j++) {
      const i = q * n + j;
      index[2 * i] = index[2 * i + 1] = j;
      value[2 * i] = theta[j]! + 1e-6;
      value[2 * i + 1] = theta[j]! - 1e-6;
    }
  const ratios: number[] = [];
  let per = 0;
  let check = 0;
  for (let round = 0; round < 41; round++) {
    let t = performance.now();
    for (let r = 0; r < reps; r++)
      for (let k = 0; k < 2 * n; k++) {
        check += forward(obj);
      }
    const bare = (performance.now() - t) * rep0;
    t = performance.now();
    for (let r = 0; r < reps; r++)
      check += (await target.costs({ kind: 'entries', base: null, index, value })).values[0]!;
    const mine = performance.now() - t;
    ratios.push(mine / bare);
    per = (bare / (reps * 2 * n)) * 1000;
  }
  console.log(name, n, 'us/cost', per.toFixed(3), 'ratio', median(ratios).toFixed(3));
}
