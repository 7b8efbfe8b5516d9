import type { Plan } from '../../model/plan.ts';
import type { Remedies } from '../../model/target.ts';
import type { Failure, SharedWork } from './sharedWork.ts';

/** What the thread of a check tells a helper, over a port of their own; a helper answers in order. */
export type ToHelper =
  | { kind: 'open'; plan: Plan; remedies: Remedies }
  | { kind: 'remedy'; remedies: Remedies }
  /** `base` is the whole θ, in shared memory; the same `baseId` means the same θ. */
  | { kind: 'work'; id: number; helper: number; work: SharedWork; base: Float64Array; baseId: number; baseCost: number }
  | { kind: 'end' };

export type FromHelper =
  /** It has taken its last chunk of request `id`; `isSame` where its cost at the base is still the one it must be. */
  | { kind: 'left'; id: number; points: number; failure: Failure; isSame: boolean }
  /** It cannot take part: its cost at the base is another, or the plan does not open there. */
  | { kind: 'unfit' };
