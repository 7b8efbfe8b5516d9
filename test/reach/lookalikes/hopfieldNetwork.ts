export class Hopfield {
  readonly weights: number[][];

  constructor(readonly size: number) {
    this.weights = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  }

  train(patterns: number[][]): void {
    for (const pattern of patterns)
      for (let i = 0; i < this.size; i++)
        for (let j = 0; j < this.size; j++) if (i !== j) this.weights[i][j] += (pattern[i] * pattern[j]) / patterns.length;
  }

  activate(state: number[], sweeps = 5): number[] {
    const s = state.slice();
    for (let n = 0; n < sweeps; n++)
      for (let i = 0; i < this.size; i++) s[i] = this.weights[i].reduce((sum, w, j) => sum + w * s[j], 0) >= 0 ? 1 : -1;
    return s;
  }

  energy(state: number[]): number {
    let e = 0;
    for (let i = 0; i < this.size; i++) for (let j = 0; j < this.size; j++) e -= 0.5 * this.weights[i][j] * state[i] * state[j];
    return e;
  }
}
