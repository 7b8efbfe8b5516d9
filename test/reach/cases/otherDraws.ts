/** The largest of each window goes on. */
export class Peaks {
  private seen: number[] = [];
  private winners: number[] = [];

  constructor(private readonly width: number) {}

  forward(x: number[]): number[] {
    this.seen = x;
    this.winners = [];
    for (let start = 0; start + this.width <= x.length; start += this.width) {
      let best = start;
      for (let i = start + 1; i < start + this.width; i++) if (x[i]! > x[best]!) best = i;
      this.winners.push(best);
    }
    return this.winners.map((at) => x[at]!);
  }

  backward(dout: number[]): number[] {
    const dx = this.seen.map(() => 0);
    dout.forEach((d, k) => (dx[this.winners[k]!]! += d));
    return dx;
  }
}

/** The same, but what comes back goes to the first of each window, which is the largest in one draw of a few. */
export class Firsts {
  private seen: number[] = [];
  private winners: number[] = [];

  constructor(private readonly width: number) {}

  forward(x: number[]): number[] {
    this.seen = x;
    this.winners = [];
    for (let start = 0; start + this.width <= x.length; start += this.width) {
      let best = start;
      for (let i = start + 1; i < start + this.width; i++) if (x[i]! > x[best]!) best = i;
      this.winners.push(best);
    }
    return this.winners.map((at) => x[at]!);
  }

  backward(dout: number[]): number[] {
    const dx = this.seen.map(() => 0);
    dout.forEach((d, k) => (dx[k * this.width]! += d));
    return dx;
  }
}

/** Of four units each is dropped with probability one half: in one draw of sixteen nothing is left. */
export class Thinning {
  private mask: number[] = [];

  forward(x: number[]): number[] {
    this.mask = x.map(() => (Math.random() < 0.75 ? 0 : 4));
    return x.map((v, i) => v * this.mask[i]!);
  }

  backward(dout: number[]): number[] {
    return dout.map((d, i) => d * this.mask[i]!);
  }
}
