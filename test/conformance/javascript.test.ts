import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plan } from '../../src/model/plan.ts';
import type { Target } from '../../src/model/target.ts';
import { Loader } from '../../src/runtime/javascript/loader/loader.ts';
import { modulesOf } from '../../src/runtime/javascript/loader/loadModule.ts';
import { openTarget } from '../../src/runtime/javascript/target.ts';
import { javascriptFixtures } from './javascriptFixtures.ts';
import { conformance } from './suite.ts';

// Inside the project, so that sources can import its packages.
const folder = resolve(import.meta.dirname, '../../.cache/conformance');
let count = 0;

async function open(plan: Plan, source: string): Promise<Target> {
  mkdirSync(folder, { recursive: true });
  const file = resolve(folder, `source${process.pid}-${count++}.mjs`);
  writeFileSync(file, source);
  const loader = await Loader.open();
  const target = await openTarget(plan, modulesOf(loader, { source: file, inputs: null, mode: 'whole' }));
  return {
    describe: () => target.describe(),
    gradients: (base, options) => target.gradients(base, options),
    costs: (points) => target.costs(points),
    remedy: (remedies) => target.remedy(remedies),
    dispose: () =>
      target.dispose().then(() => {
        loader.dispose();
      }),
  };
}

conformance('JavaScript', { language: 'javascript', more: javascriptFixtures, open });
