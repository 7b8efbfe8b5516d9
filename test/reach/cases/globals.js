// Weights are variables of the module; learning changes them.
const learningRate = 0.2;
let hiddenWeights = Array.from({ length: 3 }, () => Array.from({ length: 2 }, () => Math.random() - 0.5));
let outputWeights = Array.from({ length: 3 }, () => Math.random() - 0.5);
let hidden = [];
const sigmoid = (x) => 1 / (1 + Math.exp(-x));

export function forward(inputs) {
  hidden = hiddenWeights.map((row) => sigmoid(row.reduce((s, w, i) => s + w * inputs[i], 0)));
  return sigmoid(hidden.reduce((s, h, i) => s + h * outputWeights[i], 0));
}
export function backward(inputs, target) {
  const output = forward(inputs);
  const delta = (output - target) * output * (1 - output);
  const dOutputWeights = hidden.map((h) => delta * h);
  const dHiddenWeights = hidden.map((h, i) => inputs.map((x) => delta * outputWeights[i] * h * (1 - h) * x));
  return { dHiddenWeights, dOutputWeights };
}
export function step(inputs, target) {
  const { dHiddenWeights, dOutputWeights } = backward(inputs, target);
  outputWeights = outputWeights.map((w, i) => w - learningRate * dOutputWeights[i]);
  hiddenWeights = hiddenWeights.map((row, i) => row.map((w, j) => w - learningRate * dHiddenWeights[i][j]));
}
