// A library differentiates; there is no backward by hand.
import * as tf from '@tensorflow/tfjs';

export class Fitter {
  readonly model: tf.Sequential;
  readonly optimizer = tf.train.sgd(0.1);

  constructor(inputs: number, outputs: number) {
    this.model = tf.sequential({ layers: [tf.layers.dense({ units: outputs, inputShape: [inputs] })] });
  }

  forward(x: tf.Tensor2D): tf.Tensor {
    return this.model.predict(x) as tf.Tensor;
  }

  computeGradients(x: tf.Tensor2D, y: tf.Tensor2D): { loss: number; grads: tf.NamedTensorMap } {
    const { value, grads } = tf.variableGrads(() => tf.losses.meanSquaredError(y, this.forward(x)).mean() as tf.Scalar);
    const clipped = Object.fromEntries(Object.entries(grads).map(([name, grad]) => [name, grad.mul(0.5)]));
    this.optimizer.applyGradients(clipped);
    return { loss: value.dataSync()[0]!, grads };
  }
}
