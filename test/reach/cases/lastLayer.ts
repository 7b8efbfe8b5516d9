/** A last layer starts from the target that it keeps; what it is handed is there for the form only. */
export class Output {
  private weights: number[] = [];
  private bias = 0;
  private gradWeights: number[] = [];
  private gradBias = 0;
  private seen: number[] = [];
  private chance = 0.5;
  targetLabel = 0.25;

  /** Weights are made when the first sample says how many there must be. */
  private start(count: number): void {
    this.weights = Array.from({ length: count }, () => Math.random() - 0.5);
    this.gradWeights = this.weights.map(() => 0);
    this.bias = 0.1;
  }

  forward(input: number[][]): number[][] {
    const x = input[0]!;
    if (this.weights.length === 0) this.start(x.length);
    this.seen = x.slice();
    this.chance = 1 / (1 + Math.exp(-x.reduce((sum, v, i) => sum + v * this.weights[i]!, this.bias)));
    return [[this.chance]];
  }

  backward(_gradOut: number[][]): number[][] {
    const dz = this.chance - this.targetLabel;
    this.gradBias += dz;
    this.seen.forEach((v, i) => (this.gradWeights[i]! += dz * v));
    return [this.weights.map((w) => w * dz)];
  }

  loss(target: number): number {
    return -(target * Math.log(this.chance) + (1 - target) * Math.log(1 - this.chance));
  }
}

/** No target anywhere: here what comes from above is just forgotten. */
export class Forgetful {
  w = [0.4, -0.3, 0.8];
  b = 0.2;
  dw: number[] = [];
  db = 0;
  private x: number[] = [];
  private y = 0;

  forward(x: number[]): number {
    this.x = x;
    this.y = Math.tanh(x.reduce((sum, v, i) => sum + v * this.w[i]!, this.b));
    return this.y;
  }

  backward(gradOut: number): number[] {
    const dz = 1 - this.y * this.y;
    this.dw = this.x.map((v) => v * dz);
    this.db = dz;
    return this.w.map((w) => w * dz);
  }
}
