/** Takes every `stride`-th place, which is each one unless it is told otherwise. */
export class Taps {
  weights: number[][];
  gradWeights: number[][];
  private input: number[][] = [];

  constructor(
    inChannels: number,
    private readonly kernelSize: number,
    private readonly stride = 1,
  ) {
    this.weights = Array.from({ length: inChannels }, () => Array.from({ length: kernelSize }, () => Math.random() - 0.5));
    this.gradWeights = this.weights.map((row) => row.map(() => 0));
  }

  forward(input: number[][]): number[] {
    this.input = input;
    const length = Math.floor((input[0]!.length - this.kernelSize) / this.stride) + 1;
    return Array.from({ length }, (_, t) =>
      this.weights.reduce((s, row, c) => s + row.reduce((r, w, k) => r + w * input[c]![t * this.stride + k]!, 0), 0),
    );
  }

  /** The gradient of the weights forgets the stride. */
  backward(dout: number[]): number[][] {
    const dinput = this.input.map((row) => row.map(() => 0));
    dout.forEach((d, t) =>
      this.weights.forEach((row, c) =>
        row.forEach((w, k) => {
          this.gradWeights[c]![k]! += d * this.input[c]![t + k]!;
          dinput[c]![t * this.stride + k]! += d * w;
        }),
      ),
    );
    return dinput;
  }
}
