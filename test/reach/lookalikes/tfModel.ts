import * as tf from '@tensorflow/tfjs';

export class Classifier {
  private readonly dense1 = tf.layers.dense({ units: 64, activation: 'relu', inputShape: [784] });
  private readonly dense2 = tf.layers.dense({ units: 10, activation: 'softmax' });
  private readonly optimizer = tf.train.adam(1e-3);

  forward(x: tf.Tensor2D): tf.Tensor2D {
    return this.dense2.apply(this.dense1.apply(x)) as tf.Tensor2D;
  }

  loss(x: tf.Tensor2D, labels: tf.Tensor2D): tf.Scalar {
    return tf.losses.softmaxCrossEntropy(labels, this.forward(x)).asScalar();
  }

  train(x: tf.Tensor2D, labels: tf.Tensor2D): number {
    const value = this.optimizer.minimize(() => this.loss(x, labels), true);
    return value!.dataSync()[0];
  }
}
