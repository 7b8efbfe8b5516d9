import type { NetworkSpec } from '../network.ts';
import { affineLayer } from './affineLayer.ts';
import { attention } from './attention.ts';
import { batchNorm } from './batchNorm.ts';
import { convPool } from './convPool.ts';
import { dropout } from './dropout.ts';
import { embedding } from './embedding.ts';
import { gru } from './gru.ts';
import { layerNorm } from './layerNorm.ts';
import { logistic } from './logistic.ts';
import { lstm } from './lstm.ts';
import { recurrent } from './recurrent.ts';
import { reluNet } from './reluNet.ts';
import { sigmoidNet } from './sigmoidNet.ts';
import { softmaxClassifier } from './softmaxClassifier.ts';
import { sigmoidLayer, softmaxLayer } from './activationLayers.ts';
import { tanhDecay } from './tanhDecay.ts';

/** Every network of the zoo. */
export const networks: NetworkSpec[] = [
  logistic,
  softmaxClassifier,
  sigmoidNet,
  reluNet,
  tanhDecay,
  batchNorm,
  layerNorm,
  convPool,
  recurrent,
  lstm,
  gru,
  embedding,
  attention,
  dropout,
  affineLayer,
  sigmoidLayer,
  softmaxLayer,
];
