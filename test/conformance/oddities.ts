import { array, at, call, keep, leaf, makePlan, slot, type Fixture } from './fixture.ts';

const scalar = (name: string) => ({ kind: 'scalar' as const, at: at(name) });

/** One parameter w, a cost and a backward: the frame of every oddity. */
function simple(name: string, javascript: string, python: string): Fixture {
  const plan = makePlan(
    {
      setup: [
        keep('s', {
          kind: 'object',
          entries: [
            ['w', array('w', [3])],
            ['total', { kind: 'json', value: 0 }],
            ['dw', { kind: 'json', value: [0, 0, 0] }],
          ],
        }),
      ],
      forward: [call('J', 'forward', slot('s'))],
      backward: [call('g', 'backward', slot('s'))],
    },
    scalar('J'),
    [leaf(at('s', 'w'), at('s', 'dw'))],
  );
  return { name, plan, sources: { javascript, python } };
}

const sum = 's.w.reduce((a, v) => a + v * v, 0)';

/** The cost is what backward's upstream gradient makes of three outputs. */
const upstream: Fixture = {
  name: 'an upstream gradient',
  plan: makePlan(
    {
      setup: [keep('w', array('w', [3]))],
      forward: [call('y', 'forward', slot('w'))],
      backward: [call('g', 'backward', { kind: 'upstream', output: 0 }, slot('w'))],
    },
    { kind: 'contraction', outputs: [at('y')] },
    [leaf(at('w'), at('g'))],
  ),
  sources: {
    javascript:
      'export const forward = (w) => w.map((v) => v * v);\nexport const backward = (dout, w) => dout.map((d, i) => 2 * d * w[i]);',
    python:
      'def forward(w):\n    return [v * v for v in w]\ndef backward(dout, w):\n    return [2 * d * v for d, v in zip(dout, w)]\n',
  },
};

export const oddities = {
  upstream,
  accumulates: simple(
    'gradients accumulate',
    `export const forward = (s) => ${sum};\nexport function backward(s) { s.w.forEach((v, i) => { s.dw[i] += 2 * v; }); }`,
    `def forward(s):\n    return sum(v * v for v in s["w"])\ndef backward(s):\n    for i, v in enumerate(s["w"]):\n        s["dw"][i] += 2 * v\n`,
  ),
  changesInputs: simple(
    'forward changes its parameters and keeps a total',
    `export function forward(s) { s.total += 1; const J = ${sum} + s.total; s.w[0] *= 1.5; return J; }\nexport function backward(s) { s.dw = s.w.map((v, i) => 2 * v / (i === 0 ? 1.5 : 1)); }`,
    `def forward(s):\n    s["total"] += 1\n    J = sum(v * v for v in s["w"]) + s["total"]\n    s["w"][0] *= 1.5\n    return J\ndef backward(s):\n    s["dw"] = [2 * v / (1.5 if i == 0 else 1) for i, v in enumerate(s["w"])]\n`,
  ),
  random: simple(
    'forward draws random numbers',
    `export const forward = (s) => ${sum} * (1 + Math.random());\nexport function backward(s) { s.dw = s.w.map((v) => 2 * v); }`,
    `import random\ndef forward(s):\n    return sum(v * v for v in s["w"]) * (1 + random.random())\ndef backward(s):\n    s["dw"] = [2 * v for v in s["w"]]\n`,
  ),
  stale: simple(
    'backward reads the last forward',
    `let kept;\nexport function forward(s) { kept = [...s.w]; return ${sum}; }\nexport function backward(s) { s.dw = kept.map((v) => 2 * v); }`,
    `kept = None\ndef forward(s):\n    global kept\n    kept = list(s["w"])\n    return sum(v * v for v in s["w"])\ndef backward(s):\n    s["dw"] = [2 * v for v in kept]\n`,
  ),
  throws: simple(
    'forward throws at some points',
    `export function forward(s) {\n  if (s.w[1] > 10) {\n    throw new Error('too large');\n  }\n  return ${sum};\n}\nexport function backward() {\n  throw new TypeError('no backward');\n}`,
    `def forward(s):\n    if s["w"][1] > 10:\n        raise ValueError("too large")\n    return sum(v * v for v in s["w"])\ndef backward(s):\n    raise TypeError("no backward")\n`,
  ),
  misshapen: simple(
    'a gradient of another shape',
    `export const forward = (s) => ${sum};\nexport function backward(s) { s.dw = [s.w, s.w]; }`,
    `def forward(s):\n    return sum(v * v for v in s["w"])\ndef backward(s):\n    s["dw"] = [s["w"], s["w"]]\n`,
  ),
  missing: simple(
    'no gradient',
    `export const forward = (s) => ${sum};\nexport function backward(s) { s.dw = undefined; }`,
    `def forward(s):\n    return sum(v * v for v in s["w"])\ndef backward(s):\n    s["dw"] = None\n`,
  ),
  notFinite: simple(
    'NaN and infinity',
    `export const forward = (s) => Math.log(s.w[0] - s.w[0] - 1);\nexport function backward(s) { s.dw = [NaN, Infinity, -Infinity]; }`,
    `def forward(s):\n    return float("nan")\ndef backward(s):\n    s["dw"] = [float("nan"), float("inf"), float("-inf")]\n`,
  ),
};
