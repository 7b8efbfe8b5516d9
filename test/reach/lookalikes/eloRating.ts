export class Ratings {
  private readonly weights = new Map<string, number>();

  constructor(private readonly rate = 32) {}

  predict(a: string, b: string): number {
    return 1 / (1 + Math.pow(10, ((this.weights.get(b) ?? 1500) - (this.weights.get(a) ?? 1500)) / 400));
  }

  update(a: string, b: string, result: number): void {
    const change = this.rate * (result - this.predict(a, b));
    this.weights.set(a, (this.weights.get(a) ?? 1500) + change);
    this.weights.set(b, (this.weights.get(b) ?? 1500) - change);
  }
}
