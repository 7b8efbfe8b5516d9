import type { Costs, GradientOptions, Layout, Points, Remedies, Target } from '../../model/target.ts';

/**
 * One pair opened several times, each time with half the learning rate of the time before. What several steps add to each
 * other's gradients is a polynomial of the rate; its value at a rate of 0 is read off as Richardson does.
 */
export class Extrapolated implements Target {
  readonly #targets: readonly Target[];
  readonly #last: Target;

  constructor(targets: readonly [Target, ...Target[]]) {
    this.#targets = targets;
    this.#last = targets.at(-1) ?? targets[0];
  }

  describe(): Promise<Layout> {
    return this.#last.describe();
  }

  async gradients(base: Float64Array | null, options?: GradientOptions): Promise<Float64Array> {
    let row: Float64Array[] = [];
    for (const target of this.#targets) row.push(Float64Array.from(await target.gradients(base, options)));
    for (let weight = 2; row.length > 1; weight *= 2) {
      row = row.slice(1).map((finer, at) => finer.map((value, i) => value + (value - row[at]![i]!) / (weight - 1)));
    }
    return row[0]!;
  }

  costs(points: Points): Promise<Costs> {
    return this.#last.costs(points);
  }

  async remedy(remedies: Remedies): Promise<void> {
    for (const target of this.#targets) await target.remedy(remedies);
  }

  async dispose(): Promise<void> {
    for (const target of this.#targets) await target.dispose();
  }
}
