import { Program } from '../../../src/runtime/javascript/program.ts';
const forward = new Function(
  'p',
  'let s=0; const W=p.W; for (let j=0;j<W.length;j++) s+=Math.tanh(W[j])*W[j]; return s;',
) as any;
const m2 = {
  load: async () => ({ namespace: { forward }, locals: {}, files: [], notes: [] }),
  library: async () => null,
};
const p = await Program.open(
  {
    seed: 1,
    setup: [
      {
        kind: 'value',
        into: 'p',
        value: {
          kind: 'object',
          entries: [
            [
              'W',
              {
                kind: 'array',
                key: 'W',
                shape: [20],
                storage: 'float64',
                fill: { kind: 'normal', mean: 0, deviation: 1 },
              },
            ],
          ],
        },
      },
    ],
    forward: [
      {
        kind: 'call',
        into: 'J',
        callee: { kind: 'ref', ref: { module: 'source', reach: { kind: 'export', path: ['forward'] } } },
        args: [{ kind: 'slot', at: { slot: 'p', path: [] } }],
      },
    ],
    backward: [],
    outputs: [],
  },
  m2,
);
await p.run('setup');
const obj: any = p.slots.p;
const med = (x: number[]) => x.sort((a, b) => a - b)[x.length >> 1]!;
const a: number[] = [],
  b: number[] = [],
  c: number[] = [];
let s = 0;
for (let r = 0; r < 51; r++) {
  let t = performance.now();
  for (let i = 0; i < 20000; i++) s += forward(obj);
  a.push((performance.now() - t) * 50);
  t = performance.now();
  for (let i = 0; i < 20000; i++) {
    p.run('forward');
  }
  b.push((performance.now() - t) * 50);
  t = performance.now();
  for (let i = 0; i < 20000; i++) {
    const k = i % 20;
    const o = obj.W[k];
    obj.W[k] = o + 1e-6;
    s += forward(obj);
    obj.W[k] = o;
  }
  c.push((performance.now() - t) * 50);
}
console.log('ns bare', med(a).toFixed(0), 'run', med(b).toFixed(0), 'bare+perturb', med(c).toFixed(0));
