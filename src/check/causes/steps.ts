import { acrossSteps } from './experiments/acrossSteps.ts';
import { activationDerivative } from './experiments/activation.ts';
import { differentCost } from './experiments/differentCost.ts';
import type { Experiment } from './experiments/experiment.ts';
import { invariance } from './experiments/invariance.ts';
import { layerStep } from './experiments/layerStep.ts';
import { ownLine } from './experiments/ownLine.ts';
import { pinnedStep } from './experiments/pinned.ts';
import { softmaxOutput } from './experiments/softmaxOutput.ts';
import { staleParameters } from './experiments/stale.ts';
import { throughLeaf } from './experiments/throughLeaf.ts';
import { upstreamIgnored } from './experiments/upstreamIgnored.ts';
import { wrongWay } from './experiments/wrongWay.ts';

/** What can be wrong with several leaves together, tried in this order; the last says where, when nothing says why. */
export const experiments: Experiment[] = [
  upstreamIgnored,
  ownLine,
  softmaxOutput,
  activationDerivative,
  differentCost,
  staleParameters,
  invariance,
  wrongWay,
  acrossSteps,
  pinnedStep,
  throughLeaf,
  layerStep,
];
