import type { Plan, Trial } from '../model/plan.ts';
import type { Note } from '../model/report.ts';
import type { Target } from '../model/target.ts';

/** One loaded source, in any language: what a job needs of a runtime. */
export interface Runtime {
  trial: Trial;
  /** Opens a plan on fresh slots. Throws GradientCheckError. */
  open(plan: Plan): Promise<Target>;
  /** Files of the workspace that were loaded so far (absolute paths). */
  files(): string[];
  /** 'Node 24.15', 'Python 3.11.7 · NumPy 1.24'. */
  host: string;
  /** What loading showed: definitions only, stubbed imports. */
  notes(): Note[];
  dispose(): Promise<void>;
}
