interface Point {
  x: number;
  y: number;
}

export class Bezier {
  constructor(readonly points: Point[]) {}

  /** Splits the curve at t and keeps the first part. */
  forward(t: number): Bezier {
    return new Bezier(this.hull(t).map((level) => level[0]));
  }

  /** Splits the curve at t and keeps the second part. */
  backward(t: number): Bezier {
    return new Bezier(this.hull(t).map((level) => level[level.length - 1]).reverse());
  }

  private hull(t: number): Point[][] {
    const levels = [this.points];
    while (levels[levels.length - 1].length > 1) {
      const previous = levels[levels.length - 1];
      levels.push(previous.slice(1).map((p, i) => ({ x: previous[i].x * (1 - t) + p.x * t, y: previous[i].y * (1 - t) + p.y * t })));
    }
    return levels;
  }
}
