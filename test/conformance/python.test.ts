import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Target } from '../../src/model/target.ts';
import { openPython } from '../../src/runtime/python/openPython.ts';
import { pythonFixtures } from './pythonFixtures.ts';
import { conformance } from './suite.ts';

const folder = resolve(import.meta.dirname, '../../.cache/conformance');
let count = 0;

async function open(plan: Plan, source: string): Promise<Target> {
  mkdirSync(folder, { recursive: true });
  const file = resolve(folder, `source${process.pid}_${count++}.py`);
  writeFileSync(file, source);
  const interpreter = await pythonWithNumpy();
  const runtime = await openPython({
    file,
    overlays: {},
    inputsFile: null,
    interpreter,
    timeLimitMilliseconds: 20_000,
  });
  const target = await runtime.open(plan).catch(async (error: unknown) => {
    await runtime.dispose();
    throw error;
  });
  return {
    describe: () => target.describe(),
    gradients: (base, options) => target.gradients(base, options),
    costs: (points) => target.costs(points),
    remedy: (remedies) => target.remedy(remedies),
    dispose: () => target.dispose().then(() => runtime.dispose()),
  };
}

before(async function () {
  this.timeout(400_000);
  await pythonWithNumpy();
});

conformance('Python', { language: 'python', more: pythonFixtures, open });
