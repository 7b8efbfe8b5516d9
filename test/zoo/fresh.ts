import { depthwise } from './fresh/depthwise.ts';
import { groupNorm } from './fresh/groupNorm.ts';
import { hingeClassifier } from './fresh/hingeClassifier.ts';
import { maxout } from './fresh/maxout.ts';
import { siamese } from './fresh/siamese.ts';
import { stackedRecurrent } from './fresh/stackedRecurrent.ts';
import { freshAttention } from './freshAttention.ts';
import { freshConvolution, freshResidual } from './freshLayers.ts';
import { freshGate } from './freshGate.ts';
import { freshTied, freshVariational } from './freshCoders.ts';
import type { NetworkSpec } from './network.ts';

/**
 * Networks and mistakes that no hypothesis was written for, but on which the rules were made more careful: they show
 * how often a cause misleads outside of the designed bugs. 'unknown' is always fair, so it is not listed.
 */
export const freshNetworks: NetworkSpec[] = [
  freshResidual,
  freshConvolution,
  freshGate,
  freshTied,
  freshVariational,
  freshAttention,
  hingeClassifier,
  groupNorm,
  siamese,
  maxout,
  depthwise,
  stackedRecurrent,
];
