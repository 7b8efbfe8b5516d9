/** Neither the loss nor its gradient reads a field of its own accord: both ask for the shares. */
export class Chooser {
  W: number[][];
  b: number[];

  constructor(states: number, actions: number) {
    this.W = Array.from({ length: actions }, () => Array.from({ length: states }, () => Math.random() - 0.5));
    this.b = new Array<number>(actions).fill(0);
  }

  shares(s: number[]): number[] {
    const e = this.W.map((row, a) => Math.exp(row.reduce((sum, w, j) => sum + w * s[j]!, this.b[a]!)));
    const sum = e.reduce((x, y) => x + y, 0);
    return e.map((v) => v / sum);
  }

  loss(s: number[], action: number, gain: number): number {
    return -gain * Math.log(this.shares(s)[action]!);
  }

  gradient(s: number[], action: number, gain: number): { dW: number[][]; db: number[] } {
    const d = this.shares(s).map((p, a) => gain * (p - (a === action ? 1 : 0)));
    return { dW: d.map((v) => s.map((x) => v * x)), db: d };
  }
}
