import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Target } from '../../src/model/target.ts';
import type { Runtime } from '../../src/runtime/runtime.ts';
import { openPython } from '../../src/runtime/python/openPython.ts';
import { pythonFixtures } from './pythonFixtures.ts';
import { conformance } from './suite.ts';

const folder = resolve(import.meta.dirname, '../../.cache/conformance');
let count = 0;

const runtimes = new Map<string, Promise<Runtime>>();

/** One process for each source: plans are opened on fresh slots anyway. */
function runtimeFor(source: string): Promise<Runtime> {
  let runtime = runtimes.get(source);
  if (!runtime) runtimes.set(source, (runtime = start(source)));
  return runtime;
}

async function start(source: string): Promise<Runtime> {
  mkdirSync(folder, { recursive: true });
  const file = resolve(folder, `source${process.pid}_${count++}.py`);
  writeFileSync(file, source);
  const interpreter = await pythonWithNumpy();
  return openPython({ file, overlays: {}, inputsFile: null, interpreter, timeLimitMilliseconds: 20_000 });
}

async function open(plan: Plan, source: string): Promise<Target> {
  return (await runtimeFor(source)).open(plan);
}

before(async function () {
  this.timeout(400_000);
  await pythonWithNumpy();
});

after(async () => {
  for (const runtime of runtimes.values()) await (await runtime).dispose();
});

conformance('Python', { language: 'python', more: pythonFixtures, open });
