/** A node of a game tree, which knows the one above. */
export interface Spot {
  value: number;
  visits: number;
  below: Spot[];
  above: Spot | null;
}

export function forward(root: Spot): Spot {
  let at = root;
  while (at.below.length > 0) at = at.below.reduce((a, b) => (a.value / a.visits > b.value / b.visits ? a : b));
  return at;
}

/** Moves towards a target like a mass on a spring. */
export class Sprung {
  private v = 0;
  private x = 0;

  constructor(
    private readonly stiffness = 10,
    private readonly damping = 0.5,
  ) {}

  step(target: number, dt: number): number {
    const a = -this.stiffness * (this.x - target) - this.damping * this.v;
    this.v += a * dt;
    this.x += this.v * dt;
    return this.x;
  }
}
