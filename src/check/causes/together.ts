import { GradientCheckError } from '../../model/fault.ts';
import type { Cause } from '../../model/report.ts';
import { experiments } from './steps.ts';
import type { Experiment, Group } from './experiments/experiment.ts';

/** The first explanation of all leaves of a group together; null where none fits or the budget is spent. */
export async function together(group: Group, tried: readonly Experiment[] = experiments): Promise<Cause | null> {
  for (const experiment of tried) {
    if (group.all.meter.spent) return null;
    const found = await guarded(() => experiment.test(group));
    if (found) return found;
  }
  return null;
}

/** User code that throws at a point of an experiment ends that experiment; a cancelled or stopped check ends all. */
export async function guarded<T>(run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    const kind = error instanceof GradientCheckError ? error.fault.kind : null;
    if (kind === 'throw' || kind === 'not-finite' || kind === 'shape' || kind === 'no-gradient') return null;
    throw error;
  }
}
