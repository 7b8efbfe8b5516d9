import type { Layout } from '../model/target.ts';
import type { Evaluator } from './evaluator.ts';
import type { Elsewhere, Point } from './point.ts';
import type { Random } from './random.ts';
import type { Phases } from './result.ts';
import type { Scale } from './step.ts';
import type { Surroundings } from './sweep.ts';

/** Everything the stages of one check share. */
export interface CheckContext extends Surroundings {
  evaluator: Evaluator;
  layout: Layout;
  scale: Scale;
  /** θ₀. */
  point: Point;
  /** Jittered points. */
  elsewhere: Elsewhere;
  random: Random;
  phases: Phases;
  onProgress(fraction: number): void;
}

/** Runs one stage and books the costs that it asked for. */
export async function booked<T>(
  context: Pick<CheckContext, 'evaluator' | 'phases'>,
  phase: keyof Phases,
  stage: () => Promise<T>,
): Promise<T> {
  const before = context.evaluator.evaluations;
  try {
    return await stage();
  } finally {
    context.phases[phase] += context.evaluator.evaluations - before;
  }
}
