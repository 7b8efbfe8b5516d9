/** A string of beads under tension. */
export class Strand {
  readonly speeds: Float64Array;

  constructor(
    readonly places: Float64Array,
    private readonly stiffness: number,
    private readonly rest: number,
  ) {
    this.speeds = new Float64Array(places.length);
  }

  energy(): number {
    let sum = 0;
    for (let i = 1; i < this.places.length; i++)
      sum += (this.stiffness * (this.places[i]! - this.places[i - 1]! - this.rest) ** 2) / 2;
    return sum;
  }

  energyGradient(): Float64Array {
    const pull = new Float64Array(this.places.length);
    for (let i = 1; i < this.places.length; i++) {
      const tension = this.stiffness * (this.places[i]! - this.places[i - 1]! - this.rest);
      pull[i]! += tension;
      pull[i - 1]! -= tension;
    }
    return pull;
  }

  step(dt: number): void {
    this.energyGradient().forEach((force, i) => {
      this.speeds[i]! -= force * dt;
      this.places[i]! += this.speeds[i]! * dt;
    });
  }
}
