export class AutoTuner {
  private gain = 1; private data: number[] = [];
  tune(target: number, measured: number) { const error = target - measured; this.gain += 0.05 * error; this.data.push(this.gain); return this.gain; }
  apply(x: number) { return x * this.gain; }
}
export class Leveler { private level = 0; adapt(sample: number, rate: number) { this.level = this.level + rate * (Math.abs(sample) - this.level); return this.level; } process(x: number) { return x / (this.level + 1e-6); } }
