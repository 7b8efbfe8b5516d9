/** The hidden layer gets the plain errors of the output instead of their gradients: a mistake that many copies carry. */
export class Mlp {
  constructor(inputNodes, hiddenNodes, outputNodes) {
    const random = (rows, columns) =>
      Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.random() * 2 - 1));
    this.weightsIH = random(hiddenNodes, inputNodes);
    this.weightsHO = random(outputNodes, hiddenNodes);
    this.biasH = random(hiddenNodes, 1);
    this.biasO = random(outputNodes, 1);
    this.learningRate = 0.1;
  }

  /** @param {number[]} inputs - [age, income, balance] between 0 and 1 */
  predict(inputs) {
    const hidden = this.layer(this.weightsIH, inputs, this.biasH);
    return this.layer(this.weightsHO, hidden, this.biasO);
  }

  train(inputs, targets) {
    const hidden = this.layer(this.weightsIH, inputs, this.biasH);
    const outputs = this.layer(this.weightsHO, hidden, this.biasO);
    const errors = outputs.map((o, i) => targets[i] - o);
    const hiddenErrors = hidden.map((_, j) => errors.reduce((sum, e, i) => sum + e * this.weightsHO[i][j], 0));
    this.step(this.weightsHO, this.biasO, errors, outputs, hidden);
    this.step(this.weightsIH, this.biasH, hiddenErrors, hidden, inputs);
  }

  layer(weights, inputs, bias) {
    return weights.map((row, i) => 1 / (1 + Math.exp(-row.reduce((sum, w, j) => sum + w * inputs[j], bias[i][0]))));
  }

  step(weights, bias, errors, outputs, inputs) {
    outputs.forEach((o, i) => {
      const gradient = this.learningRate * errors[i] * o * (1 - o);
      inputs.forEach((x, j) => (weights[i][j] += gradient * x));
      bias[i][0] += gradient;
    });
  }
}
