import assert from 'node:assert/strict';
import type { Evidence, LeafEvidence, View } from '../../../src/check/causes/evidence.ts';
import { explain } from '../../../src/check/causes/explain.ts';
import { constantFactor } from '../../../src/check/causes/hypotheses/constantFactor.ts';
import { check } from '../../../src/check/check.ts';
import { nameFactor } from '../../../src/check/causes/constants.ts';
import type { Cause } from '../../../src/model/report.ts';
import type { Layout } from '../../../src/model/target.ts';
import { ArrayTarget } from '../../zoo/arrayTarget.ts';
import type { Parameters } from '../../zoo/arrayTarget.ts';
import { instance, targetOf } from '../../zoo/instance.ts';
import { exactOptions } from '../../zoo/exactOptions.ts';
import { networks } from '../../zoo/networks/index.ts';
import { leafChanges, leafOperator } from '../../zoo/operators.ts';
import type { Operator } from '../../zoo/operators.ts';
import { ownOperators } from '../../zoo/wideOperators.ts';

async function explained(
  network: string,
  operator: (name: string) => Operator | undefined,
  dtype: 'float64' | 'float32' = 'float64',
) {
  const net = instance(
    networks.find(({ name }) => name === network)!,
    dtype,
    1,
  );
  const bug = operator(network);
  const target = targetOf(net, bug?.plant());
  const result = await check(target, exactOptions);
  const { overall, leaves } = await explain(result, target, { seed: 1, takesUpstream: net.takesUpstream });
  const byName = Object.fromEntries(result.layout.leaves.map((leaf, l) => [leaf.name, leaves[l] ?? null]));
  return { overall, byName: byName as Record<string, Cause | null>, result };
}

const own = (id: string) => (network: string) =>
  ownOperators(networks.find(({ name }) => name === network)!).find((operator) => operator.id === id);
const onLeaf = (leaf: string, id: string) => (network: string) => {
  const spec = networks.find(({ name }) => name === network)!;
  return leafOperator(
    spec,
    spec.leaves.find(({ name }) => name === leaf)!,
    leafChanges.find((change) => change.id === id)!,
  );
};

/** Two sigmoid units and a sigmoid output, written with single numbers; the mistakes are those of the hidden layer. */
async function explainedScalars(bug: 'updated' | 'no slope') {
  const start = { w11: 0.4, w12: -0.7, w21: 0.9, w22: 0.3, b1: 0.2, b2: -0.4, v1: 0.8, v2: -0.6, c: 0.1 };
  const [x1, x2, y] = [0.3, 0.9, 1];
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
  const forward = (p: Parameters) => {
    const at = (name: string) => p[name]![0]!;
    const h1 = sigmoid(at('w11') * x1 + at('w12') * x2 + at('b1'));
    const h2 = sigmoid(at('w21') * x1 + at('w22') * x2 + at('b2'));
    return { at, h1, h2, out: sigmoid(at('v1') * h1 + at('v2') * h2 + at('c')) };
  };
  const target = new ArrayTarget({
    leaves: Object.entries(start).map(([name, value]) => ({ name, shape: [1], values: [value] })),
    cost: (p) => (forward(p).out - y) ** 2 / 2,
    gradients: (p) => {
      const { at, h1, h2, out } = forward(p);
      const d = (out - y) * out * (1 - out);
      const rate = bug === 'updated' ? 0.5 : 0;
      const slope = (h: number) => (bug === 'no slope' ? 1 : h * (1 - h));
      const d1 = d * (at('v1') - rate * d * h1) * slope(h1);
      const d2 = d * (at('v2') - rate * d * h2) * slope(h2);
      const g = {
        w11: d1 * x1,
        w12: d1 * x2,
        w21: d2 * x1,
        w22: d2 * x2,
        b1: d1,
        b2: d2,
        v1: d * h1,
        v2: d * h2,
        c: d,
      };
      return Object.fromEntries(Object.entries(g).map(([name, value]) => [name, [value]]));
    },
  });
  return (await explain(await check(target, exactOptions), target, { seed: 1 })).overall;
}

describe('explaining wrong gradients', () => {
  it('says nothing about correct code', async () => {
    const { overall, byName } = await explained('ReLU net', () => undefined);
    assert.equal(overall, null);
    assert.ok(Object.values(byName).every((found) => found === null));
  });

  it('names a factor, in words for a student', async () => {
    const { overall, byName } = await explained('ReLU net', own('dW2-doubled'));
    assert.equal(overall!.message, 'dW2 is exactly 2 × what the cost says, in all 30 entries');
    assert.equal(overall!.label, '2 ×');
    assert.equal(byName['W2'], overall);
    assert.equal(byName['b2'], null);
  });

  it('names the same factor of everything as another scale of the cost', async () => {
    const { overall } = await explained('sigmoid net', own('no-average'));
    assert.equal(overall!.id, 'cost-scale');
    assert.equal(overall!.constants['factor'], 6);
  });

  it('tells missing weight decay from a wrong factor of the data term', async () => {
    const missing = await explained('tanh + L2', own('no-decay'));
    assert.equal(missing.overall!.id, 'weight-decay');
    assert.ok(Math.abs(Number(missing.overall!.constants['k']) + 0.05) < 1e-6);
    const factor = await explained('logistic', own('no-average'));
    assert.equal(factor.overall!.constants['factor'], 7);
  });

  it('recognises which derivative was taken for which activation', async () => {
    const missing = await explained('sigmoid net', own('no-derivative-1'));
    assert.match(
      missing.overall!.message,
      /does not multiply by the derivative of sigmoid in the step back to W1 and b1/,
    );
    const wrong = await explained('tanh + L2', own('not-squared-1'));
    assert.match(wrong.overall!.message, /1 − a instead of the derivative of tanh/);
  });

  it('says that backward differentiates another cost', async () => {
    const { overall } = await explained('embedding', own('no-labels'));
    assert.ok(['different-cost', 'softmax-jacobian'].includes(overall!.id), overall!.message);
  });

  it('finds an update that came too early, and its rate', async () => {
    const { overall } = await explained('tanh + L2', own('W3-updated-first'));
    assert.equal(overall!.id, 'stale-parameters');
    assert.ok(Math.abs(Number(overall!.constants['rate']) - 0.5) < 1e-3);
    assert.equal(overall!.constants['of'], 'W3');
  });

  it('follows an error to the path it travels on', async () => {
    const { overall } = await explained('RNN', own('no-flow-through-time'));
    assert.equal(overall!.id, 'through-leaf');
    assert.match(String(overall!.constants['through']), /Wh/);
  });

  it('fits in float32 as well', async () => {
    const { overall } = await explained('batch norm', own('dbeta-mean'), 'float32');
    assert.equal(overall!.constants['factor'], 1 / 8);
  });

  it('explains two bugs one by one, and says so', async () => {
    const both = (network: string): Operator => {
      const [one, other] = [onLeaf('W2', 'doubled')(network), onLeaf('b1', 'zero')(network)];
      return {
        id: 'both',
        causes: [],
        plant: () => ({ finish: (g, p) => other.plant().finish!(one.plant().finish!(g, p), p) }),
      };
    };
    const { overall, byName } = await explained('ReLU net', both);
    assert.equal(overall!.id, 'several');
    assert.equal(byName['W2']!.id, 'constant-factor');
    assert.equal(byName['b1']!.id, 'zero');
  });

  describe('in a network with a parameter for each weight', () => {
    it('finds that the weights above were updated first', async () => {
      const found = await explainedScalars('updated');
      assert.equal(found!.id, 'stale-parameters');
      assert.match(found!.message, /through v1 and v2 after they have been updated \(by 0\.5/);
    });

    it('says that all of a layer is wrong, not that one line of it is', async () => {
      const found = await explainedScalars('no slope');
      assert.equal(found!.id, 'layer-step');
      assert.match(found!.message, /reaches w11, w12, w21, w22, b1 and b2 is wrong; v1, v2 and c are right/);
    });
  });

  it('does not guess where nothing fits', async () => {
    const noise = (): Operator => ({
      id: 'noise',
      causes: [],
      plant: () => ({
        finish: (g) =>
          Object.fromEntries(
            Object.entries(g).map(([n, v]) => [
              n,
              Float64Array.from(v, (x, i) => x * (1 + 0.3 * Math.sin(7 * i + n.length + 40 * x))),
            ]),
          ),
      }),
    });
    const { overall } = await explained('sigmoid net', noise);
    assert.equal(overall!.id, 'unknown');
    assert.ok(overall!.evidence.length > 0);
  });
});

describe('a factor near 1', () => {
  const layout = { leaves: [], theta: new Float64Array(0), outputShape: [] } as unknown as Layout;

  /** Six entries of which backward gives `factor` times five; the sixth is too small to be told from 0. */
  function factorFound(factor: number) {
    const numeric = Float64Array.from([1, -0.8, 0.6, 1.2, -0.9, 1e-9]);
    const view: View = {
      theta: new Float64Array(6),
      numeric,
      analytic: numeric.map((v, i) => (i === 5 ? 0 : factor * v)),
      error: new Float64Array(6).fill(1e-9),
    };
    const leaf = { leaf: { gradientName: 'dW', name: 'W', size: 6, shape: [6] }, views: [view], isFull: true };
    return constantFactor.test(leaf as unknown as LeafEvidence, { layout, isFloat32: false } as unknown as Evidence);
  }

  it('is told from a quotient of two sizes, which may be a dropout scale as well', () => {
    const found = factorFound(5 / 4)!;
    assert.equal(found.constants['name'], '5/4');
    assert.match(found.evidence[0]!, /inverted dropout at rate 0\.2, or a quotient of two sizes such as 5 and 4/);
    assert.equal(factorFound(0.6)!.constants['name'], '3/5');
    assert.equal(factorFound(0.85)!.constants['name'], '1 − 0.15');
  });

  it('is never given as the cause of a wrong gradient', () => {
    assert.equal(factorFound(1), null);
    assert.equal(factorFound(1 + 1e-4)?.id, 'constant-factor');
    assert.equal(factorFound(2)?.constants['factor'], 2);
  });

  it('has no name that reads like a fraction', () => {
    assert.equal(nameFactor(1, 1e-6, layout)?.name, '1');
  });
});

describe('normalisation', () => {
  it('names no single term, and is not said to be sure', async () => {
    for (const id of ['no-mean-term', 'no-variance-term']) {
      const { overall } = await explained('batch norm', own(id));
      assert.equal(overall!.id, 'normalisation');
      assert.equal(overall!.confidence, 'likely');
      assert.match(overall!.message, /the mean or of the variance/);
    }
  });
});
