function clipped(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}

/** Cuts off what runs away through the steps of time, as many recurrent networks do; below that it is right. */
export class Recurrence {
  private keep: number[];
  private take: number[];
  private inputs: number[] = [];
  private states: number[] = [];
  gradKeep = [0];
  gradTake = [0];

  constructor(readonly limit = 0.4) {
    this.keep = [0.7];
    this.take = [1.3];
  }

  forward(sequence: number[]): number[] {
    this.inputs = sequence;
    this.states = [];
    let h = 0;
    for (const x of sequence) this.states.push((h = Math.tanh(this.keep[0]! * h + this.take[0]! * x)));
    return [...this.states];
  }

  backward(dOut: number[]): number[] {
    const dInputs = this.inputs.map(() => 0);
    this.gradKeep = [0];
    this.gradTake = [0];
    let dNext = 0;
    for (let t = this.inputs.length - 1; t >= 0; t--) {
      const h = this.states[t]!;
      const dz = clipped((dOut[t]! + dNext) * (1 - h * h), this.limit);
      this.gradKeep[0]! += dz * (this.states[t - 1] ?? 0);
      this.gradTake[0]! += dz * this.inputs[t]!;
      dInputs[t] = dz * this.take[0]!;
      dNext = dz * this.keep[0]!;
    }
    return dInputs;
  }
}
