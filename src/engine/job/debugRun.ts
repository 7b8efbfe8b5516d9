import { writeFile } from 'node:fs/promises';
import type { BoundPlan } from '../../binding/plans/binding.ts';
import type { Plan } from '../../model/plan.ts';
import type { PythonStart } from '../../runtime/python/openPython.ts';
import type { HelperLoad } from './helperLoad.ts';
import type { OpenRuntime } from './openRuntime.ts';

/** What a process under a debugger needs to run forward and backward once, as the check does. JSON-safe. */
export interface DebugRun {
  version: 1;
  plan: Plan;
  /** How a JavaScript or TypeScript source is loaded. */
  script: HelperLoad | null;
  /** How a Python source is loaded, and by which interpreter. */
  python: { start: PythonStart; executable: string } | null;
}

/** Writes what a check is about to run, for a debugger to run it again. */
export async function writeDebugRun(path: string, { plan }: BoundPlan, runtime: OpenRuntime): Promise<void> {
  const run: DebugRun = {
    version: 1,
    plan,
    script: runtime.helperLoad?.() ?? null,
    python: runtime.python ?? null,
  };
  await writeFile(path, JSON.stringify(run));
}
