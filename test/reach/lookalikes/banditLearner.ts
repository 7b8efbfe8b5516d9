export class Bandit {
  private readonly values: number[];
  private readonly counts: number[];

  constructor(arms: number) {
    this.values = new Array(arms).fill(0);
    this.counts = new Array(arms).fill(0);
  }

  predict(): number {
    const total = this.counts.reduce((a, b) => a + b, 1);
    const bounds = this.values.map((v, i) => v + Math.sqrt((2 * Math.log(total)) / (this.counts[i] + 1)));
    return bounds.indexOf(Math.max(...bounds));
  }

  learn(arm: number, reward: number): void {
    this.counts[arm] += 1;
    this.values[arm] += (reward - this.values[arm]) / this.counts[arm];
  }
}
