export class QAgent {
  private readonly q = new Map<string, number[]>();

  constructor(
    private readonly actions: number,
    private readonly learningRate = 0.1,
    private readonly discount = 0.95,
  ) {}

  predict(state: string): number[] {
    let row = this.q.get(state);
    if (!row) this.q.set(state, (row = new Array(this.actions).fill(0)));
    return row;
  }

  learn(state: string, action: number, reward: number, next: string): number {
    const target = reward + this.discount * Math.max(...this.predict(next));
    const error = target - this.predict(state)[action];
    this.predict(state)[action] += this.learningRate * error;
    return error;
  }
}
