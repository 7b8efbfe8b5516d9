/** What is true of one pair in test/reach/cases. */
export interface ReachCase {
  file: string;
  /** Pair.id */
  pair: string;
  verdict: 'correct' | 'wrong';
  /** Leaves whose gradients are wrong, as the report names them; several spellings of one are parted by '|'. */
  wrong: string[];
  /** What a person would answer to the one question: text behind `@gradcheck`. */
  hint?: string;
}

const correct = (file: string, pair: string, hint?: string): ReachCase => ({ file, pair, verdict: 'correct', wrong: [], ...(hint ? { hint } : {}) });
const wrong = (file: string, pair: string, leaves: string[], hint?: string): ReachCase => ({ file, pair, verdict: 'wrong', wrong: leaves, ...(hint ? { hint } : {}) });

export const cases: ReachCase[] = [
  correct('layersNested.ts', 'affineBackward'),
  wrong('layersNested.ts', 'denseBackward', ['b']),
  correct('layersNested.ts', 'reluBackward'),
  wrong('layersNested.ts', 'tanhBackward', ['x']),
  correct('layersNested.ts', 'sigmoidPrime'),
  correct('layersNested.ts', 'dSigmoid'),
  correct('coursera.cjs', 'backwardPropagation'),
  wrong('courseraBug.js', 'modelBackward', ['W1', 'b1']),
  wrong('codingTrain.js', 'NeuralNetwork.train', ['weights_ih', 'bias_h']),
  correct('codingTrain.js', 'dsigmoid'),
  correct('layerClass.ts', 'Dense.backward'),
  correct('layerClass.ts', 'ReLU.backward'),
  wrong('layerClass.ts', 'Sigmoid.backward', ['x']),
  correct('layerClass.ts', 'Linear.backward'),
  correct('losses.ts', 'msePrime'),
  wrong('losses.ts', 'binaryCrossEntropyPrime', ['yPred']),
  correct('losses.ts', 'softmaxLoss'),
  correct('losses.ts', 'svmLoss'),
  correct('losses.ts', 'huberGrad'),
  correct('flat.ts', 'matmulBackward'),
  wrong('flat.ts', 'linearBackward', ['b']),
  correct('flat.ts', 'layernormBackward'),
  correct('networkClass.cjs', 'MLP.backward'),
  correct('networkClass.cjs', 'NeuronNetwork.backPropagate'),
  correct('closures.ts', 'linear'),
  wrong('closures.ts', 'softplusForward', ['x']),
  wrong('gradientDescent.ts', 'logisticGradient', ['theta']),
  correct('gradientDescent.ts', 'lossGradient'),
  correct('convolution.ts', 'conv2dBackward'),
  wrong('convolution.ts', 'ConvLayer.backward', ['input']),
  correct('convolution.ts', 'maxPoolBackward'),
  correct('normalization.js', 'batchnormBackward'),
  wrong('normalization.js', 'LayerNorm.backward', ['x']),
  correct('normalization.js', 'Dropout.backward'),
  wrong('normalization.js', 'embeddingBackward', ['table']),
  correct('recurrent.ts', 'rnnStepBackward'),
  correct('recurrent.ts', 'SimpleRNN.backward'),
  correct('charRnn.js', 'lossFun'),
  correct('sequential.ts', 'FullyConnected.backward'),
  correct('sequential.ts', 'Tanh.backward'),
  correct('sequential.ts', 'Network.backward'),
  correct('micrograd.js', 'Value.backward'),
];
