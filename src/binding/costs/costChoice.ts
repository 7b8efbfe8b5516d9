import type { CostPlan, Step } from '../../model/plan.ts';

/** One cost that backward may be the gradient of. */
export interface CostChoice {
  cost: CostPlan;
  /** Steps to be added to the set-up and behind forward. */
  setup: Step[];
  forward: Step[];
  /** For people: 'the cost computeCost(AL, Y)'. */
  description: string;
  /** Nothing in the text names this cost. */
  isGuess: boolean;
  /** The gradients come out of the forward call itself, or backward must run for every cost. */
  backwardInForward?: boolean;
  /** Factor for parameters' gradients only. */
  parameterScale?: number;
  /** Factor for all gradients: the cost is a mean of what is summed here. */
  wholeScale?: number;
}
