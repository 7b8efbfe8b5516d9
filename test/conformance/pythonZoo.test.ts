import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import { explain } from '../../src/check/causes/explain.ts';
import { check } from '../../src/check/check.ts';
import type { Json } from '../../src/model/json.ts';
import type { Plan, Value } from '../../src/model/plan.ts';
import type { Target } from '../../src/model/target.ts';
import { openPython } from '../../src/runtime/python/openPython.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { exactOptions } from '../zoo/exactOptions.ts';
import { dataOf, instance, targetOf } from '../zoo/instance.ts';
import type { Instance } from '../zoo/instance.ts';
import type { NetworkSpec } from '../zoo/network.ts';
import { affineLayer } from '../zoo/networks/affineLayer.ts';
import { batchNorm } from '../zoo/networks/batchNorm.ts';
import { logistic } from '../zoo/networks/logistic.ts';
import { recurrent } from '../zoo/networks/recurrent.ts';
import { reluNet } from '../zoo/networks/reluNet.ts';
import { sigmoidNet } from '../zoo/networks/sigmoidNet.ts';
import { softmaxClassifier } from '../zoo/networks/softmaxClassifier.ts';
import { ownOperators } from '../zoo/wideOperators.ts';
import { at, call, json, keep, leaf, makePlan, slot } from './fixture.ts';

/** Networks of the zoo that test/zoo/python holds in NumPy, by the name of their file. */
const twins: Record<string, NetworkSpec> = {
  affineLayer,
  logistic,
  softmaxClassifier,
  sigmoidNet,
  reluNet,
  batchNorm,
  recurrent,
};

const seed = 1;
/** Rows of a flat array, as NumPy is handed them. */
function nested(values: ArrayLike<number>, shape: number[]): Json {
  if (shape.length < 2) return Array.from(values);
  const width = values.length / shape[0]!;
  return Array.from({ length: shape[0]! }, (_, i) => Array.from(values).slice(i * width, (i + 1) * width));
}

/** How the twin is called: its parameters and the data of the instance, both to the last bit, and the bug's name. */
function planOf(net: Instance, bug: string): Plan {
  const { spec } = net;
  const lists = Object.fromEntries(spec.leaves.map(({ name, shape }) => [name, nested(net.values[name]!, shape)]));
  const matrices = dataOf(spec, seed).map(({ data, rows, columns }) => nested(data, [rows, columns]));
  const values = Object.fromEntries(matrices.map((matrix, i) => [`data${i}`, matrix]));
  const data: Value[] = matrices.map((_, i) => slot('data', `data${i}`));
  return makePlan(
    {
      setup: [
        keep('bug', json(bug)),
        call('p', 'arrays', { kind: 'json', value: lists }),
        call('data', 'arrays', { kind: 'json', value: values }),
      ],
      forward: [call('J', 'cost', slot('p'), ...data)],
      backward: [call('g', 'gradients', slot('p'), ...data, slot('bug'))],
    },
    { kind: 'scalar', at: at('J') },
    spec.leaves.map(({ name, role, layer }) => {
      const [each, gradient] = leaf(at('p', name), at('g', name), role);
      return [{ ...each, layer }, gradient];
    }),
  );
}

/** What a report says of a target: the verdict, each leaf's, and why, in the very words. */
async function told(target: Target) {
  const result = await check(target, exactOptions);
  const { overall, leaves } = await explain(result, target, { seed: 1 });
  return {
    verdict: result.verdict,
    overall: overall && { id: overall.id, message: overall.message },
    leaves: result.layout.leaves.map(({ name }, l) => {
      const cause = leaves[l];
      return { name, verdict: result.leaves[l]!.verdict, cause: cause && { id: cause.id, message: cause.message } };
    }),
  };
}

for (const [name, spec] of Object.entries(twins)) {
  describe(`the zoo in Python: ${name}`, function () {
    this.timeout(120_000);
    let runtime: Runtime;

    before(async function () {
      this.timeout(400_000);
      const file = join(import.meta.dirname, '../zoo/python', `${name}.py`);
      runtime = await openPython({ file, overlays: {}, inputsFile: null, interpreter: await pythonWithNumpy() });
    });

    after(() => runtime.dispose());

    async function twinTold(net: Instance, bug: string) {
      const target = await runtime.open(planOf(net, bug));
      const found = await told(target);
      await target.dispose();
      return found;
    }

    it('is correct', async () => {
      const found = await twinTold(instance(spec, 'float64', seed), 'none');
      assert.equal(found.verdict, 'correct');
      assert.deepEqual(found, await told(targetOf(instance(spec, 'float64', seed))));
    });

    for (const { id, plant } of ownOperators(spec)) {
      it(`${id} is told as in TypeScript`, async () => {
        const net = instance(spec, 'float64', seed);
        const found = await twinTold(net, id);
        assert.equal(found.verdict, 'wrong');
        assert.deepEqual(found, await told(targetOf(net, plant())));
      });
    }
  });
}
