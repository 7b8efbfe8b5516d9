import * as math from 'mathjs';
export class TwoLayers {
  s0: any; s1: any;
  constructor(inputCount: number, hiddenCount: number, outputCount: number) { this.s0 = math.random([inputCount, hiddenCount], -1, 1); this.s1 = math.random([hiddenCount, outputCount], -1, 1); }
  sigmoid(x: any) { return math.map(x, (v: number) => 1 / (1 + Math.exp(-v))); }
  sigmoidDerivative(x: any) { return math.dotMultiply(x, math.subtract(1, x)); }
  layerForward(inputs: any, weights: any) { return this.sigmoid(math.multiply(inputs, weights)); }
  train(inputs: any, targets: any) {
    const hiddens = this.layerForward(inputs, this.s0);
    const outputs = this.layerForward(hiddens, this.s1);
    const outputErrors = math.subtract(targets, outputs);
    const outputGradient = math.dotMultiply(this.sigmoidDerivative(outputs), outputErrors) as any;
    const hiddenErrors = math.multiply(outputGradient, math.transpose(this.s1));
    const hiddenGradient = math.dotMultiply(this.sigmoidDerivative(hiddens), hiddenErrors) as any;
    this.s1 = math.add(this.s1, math.multiply(math.transpose(hiddens), outputGradient));
    this.s0 = math.add(this.s0, math.multiply(math.transpose(inputs), hiddenGradient));
  }
  predict(inputs: any) { return this.layerForward(this.layerForward(inputs, this.s0), this.s1); }
}
