import assert from 'node:assert/strict';
import { expectGradients, formatReport, gradientCheck, GradientError } from '../../../src/library/index.ts';

const X = [
  [1, 2],
  [3, -1],
  [0.5, 0.7],
];
const t = [1, 0.5, -1];

/** Least squares; `half` is the mistake of a forgotten 2. */
function leastSquares(factor: number) {
  const residuals = ({ w, b }: { w: number[]; b: number }): number[] =>
    X.map((x, i) => x[0]! * w[0]! + x[1]! * w[1]! + b - t[i]!);
  return {
    parameters: { w: [0.3, -0.2], b: 0.1 },
    cost: (p: { w: number[]; b: number }) => residuals(p).reduce((sum, r) => sum + r * r, 0),
    gradients: (p: { w: number[]; b: number }) => ({
      dw: p.w.map((_, j) => residuals(p).reduce((sum, r, i) => sum + 2 * r * X[i]![j]!, 0)),
      db: residuals(p).reduce((sum, r) => sum + factor * r, 0),
    }),
  };
}

async function refusal(problem: unknown): Promise<GradientError> {
  try {
    await expectGradients(problem as Parameters<typeof expectGradients>[0]);
  } catch (error) {
    assert.ok(error instanceof GradientError, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: 'nothing was thrown' });
}

describe('gradientCheck and expectGradients', () => {
  it('resolve with the report where every gradient is right', async () => {
    const report = await expectGradients(leastSquares(2));
    assert.equal(report.verdict, 'correct');
    assert.equal(report.size, 3);
    assert.equal(report.method, 'exact');
    assert.ok(Number(report.textbook?.difference) < 1e-7);
  });

  it('throw the report in words where one is wrong, with the cause', async () => {
    const { message, report, name } = await refusal(leastSquares(1));
    assert.equal(name, 'GradientError');
    assert.equal(report.verdict, 'wrong');
    assert.match(
      message,
      /^✗ gradients\n {2}gradients computes db wrong \(1 of 2 gradients\)\. db is exactly ½ × what the cost says/u,
    );
    assert.match(message, /θ\[2\] = b: backward 0\.81, cost 1\.62/u);
    assert.match(message, /inputs given in the call, seed 1/u);
    assert.equal(message, formatReport(report));
  });

  it('take parameters in any form: a number, an array, typed arrays, objects in objects; async functions', async () => {
    await expectGradients({ parameters: 0.5, cost: (x) => x ** 3, gradients: (x) => 3 * x ** 2 });
    await expectGradients({
      parameters: [1, 2],
      cost: async ([a = 0, b = 0]) => Promise.resolve(a * b),
      gradients: async ([a, b]) => Promise.resolve([b, a]),
    });
    await expectGradients({
      parameters: { layers: [{ W: new Float64Array([0.2, 0.4]) }, { W: new Float64Array([0.7, 0.1]) }] },
      cost: ({ layers }) => layers[0]!.W[0]! * layers[1]!.W[1]! + layers[0]!.W[1]! ** 2 + layers[1]!.W[0]!,
      gradients: ({ layers }) => ({
        layers: [{ W: [layers[1]!.W[1]!, 2 * layers[0]!.W[1]!] }, { W: [1, layers[0]!.W[0]!] }],
      }),
    });
  });

  it('change the very objects that were handed over, and put everything back', async () => {
    const net = { W: [0.4, -0.6] };
    const before = structuredClone(net);
    const W = net.W;
    await expectGradients({
      parameters: net,
      cost: () => net.W[0]! ** 2 * net.W[1]!,
      gradients: () => ({ dW: [2 * net.W[0]! * net.W[1]!, net.W[0]! ** 2] }),
    });
    assert.deepEqual(net, before);
    assert.equal(net.W, W);
  });

  it('seed Math.random for a cost that draws from it, and give it back', async () => {
    const random = Math.random;
    const checks = [1, 2, 3].map((scale) =>
      expectGradients({
        parameters: [1, 2, 3, 4],
        cost: (w) => w.reduce((sum, v) => sum + (Math.random() < 0.5 ? 0 : scale * v * v), 0),
        gradients: (w) => w.map((v) => (Math.random() < 0.5 ? 0 : 2 * scale * v)),
      }).catch((error: unknown) => (error as GradientError).report),
    );
    for (const report of await Promise.all(checks)) assert.notEqual(report.error?.kind, 'internal');
    assert.equal(Math.random, random);
  });

  it('fail where a parameter has no gradient, although the others are right', async () => {
    const { message, report } = await refusal({
      parameters: { a: [1, 2], c: [3] },
      cost: ({ a, c }: { a: number[]; c: number[] }) => a[0]! ** 2 + c[0]! ** 2,
      gradients: ({ a }: { a: number[] }) => ({ a: [2 * a[0]!, 0] }),
    });
    assert.deepEqual([report.verdict, report.doubt], ['inconclusive', 'missing-gradient']);
    assert.match(message, /gradients\(\) returns nothing for c\./u);
  });

  for (const [what, problem, words] of [
    ['nothing', undefined, /"cost" must be a function of the parameters\. Call it with \{ parameters, cost/u],
    ['no gradients', { parameters: [1], cost: () => 1 }, /"gradients" must be a function/u],
    ['no numbers', { parameters: { name: 'a' }, cost: () => 1, gradients: () => 1 }, /"parameters" holds no numbers/u],
    ['a cost in words', { parameters: [1], cost: () => 'low', gradients: () => [1] }, /cost\(\) must return a number/u],
    [
      'no gradient at all',
      { parameters: { w: [1] }, cost: () => 1, gradients: () => undefined },
      /gradients\(\) returned no numbers\. Return one gradient for each of w/u,
    ],
    [
      'frozen arrays',
      { parameters: { w: Object.freeze([1, 2]) }, cost: () => 1, gradients: () => [1, 1] },
      /w is frozen \(Object\.freeze\)/u,
    ],
    ['NaN', { parameters: [1], cost: () => NaN, gradients: () => [1] }, /NaN/u],
    [
      'a cost that throws',
      { parameters: [1], cost: () => assert.fail('no data'), gradients: () => [1] },
      /[Ff]orward threw AssertionError.*: no data\n {2}at .*library\.test\.ts:\d+/u,
    ],
  ] as const) {
    it(`say what is wrong with ${what}`, async () => {
      assert.match((await refusal(problem)).message, words);
    });
  }

  it('refuse options that make no sense', async () => {
    for (const options of [{ epsilon: 0 }, { budget: -1 }, { seed: 0.5 }, { mode: 'slow' as 'fast' }]) {
      await assert.rejects(gradientCheck(leastSquares(2), options), RangeError);
    }
  });

  it('take the step, the seed, the mode and a name', async () => {
    const report = await gradientCheck(
      { ...leastSquares(2), name: 'least squares' },
      { epsilon: 1e-5, seed: 9, mode: 'fast' },
    );
    assert.equal(report.method, 'fast');
    assert.equal(report.inputs?.seed, 9);
    assert.match(report.headline, /^least squares is correct/u);
    const exact = await gradientCheck(leastSquares(2), { epsilon: 1e-5 });
    assert.equal(exact.textbook?.epsilon, 1e-5);
  });
});
