import { acrossSteps } from './experiments/acrossSteps.ts';
import { activationDerivative } from './experiments/activation.ts';
import { differentCost } from './experiments/differentCost.ts';
import type { Experiment } from './experiments/experiment.ts';
import { gates } from './experiments/gates.ts';
import { invariance } from './experiments/invariance.ts';
import { layerStep } from './experiments/layerStep.ts';
import { ownLine } from './experiments/ownLine.ts';
import { pinnedStep } from './experiments/pinned.ts';
import { softmaxOutput } from './experiments/softmaxOutput.ts';
import { staleParameters } from './experiments/stale.ts';
import { throughLeaf } from './experiments/throughLeaf.ts';
import { unknownSlope } from './experiments/unknownSlope.ts';
import { upstreamIgnored } from './experiments/upstreamIgnored.ts';
import { withoutPath } from './experiments/withoutPath.ts';
import { wrongWay } from './experiments/wrongWay.ts';

/** What can be wrong with several leaves together, tried in this order; the last says where, when nothing says why. */
export const experiments: Experiment[] = [
  upstreamIgnored,
  ownLine,
  softmaxOutput,
  activationDerivative,
  unknownSlope,
  differentCost,
  staleParameters,
  invariance,
  wrongWay,
  pinnedStep,
  throughLeaf,
  gates,
  withoutPath,
  acrossSteps,
  layerStep,
];
