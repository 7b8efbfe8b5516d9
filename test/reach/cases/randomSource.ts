export interface Curve {
  name: string;
  at(x: number): number;
  slope(x: number): number;
}

export const tangent: Curve = { name: 'tangent', at: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2 };

export class Source {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  next(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) >>> 0;
    return this.state / 4294967296;
  }

  bell(): number {
    return Math.sqrt(-2 * Math.log(Math.max(1e-12, this.next()))) * Math.cos(2 * Math.PI * this.next());
  }
}
