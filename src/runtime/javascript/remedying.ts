import type { Plan, SlotPath } from '../../model/plan.ts';
import type { Remedies } from '../../model/target.ts';
import { seedRandom } from './mathRandom.ts';
import { slotsMadeBy, type Program } from './program.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { clearCalls } from './spy.ts';
import { clearPlace } from './values/fill.ts';
import { placeAt } from './values/place.ts';

/** What is put right before every forward and every backward. */
export class Remedying {
  #remedies: Remedies = { reseed: false, restore: false, clear: false };
  #volatile: Memory[] = [];
  #seeded: ReturnType<typeof seedRandom> | null = null;
  readonly #plan: Plan;
  readonly #program: Program;
  readonly #afterForward: SlotPath[];
  readonly #beforeForward: SlotPath[];
  readonly #gradients: SlotPath[];

  constructor(plan: Plan, program: Program) {
    this.#plan = plan;
    this.#program = program;
    const ofForward = slotsMadeBy(plan.forward);
    const ofBackward = slotsMadeBy(plan.backward);
    this.#afterForward = plan.clear.filter((at) => ofForward.has(at.slot));
    this.#beforeForward = plan.clear.filter((at) => !ofForward.has(at.slot));
    this.#gradients = plan.gradients
      .flatMap((gradient) => (gradient.kind === 'value' ? [gradient.at] : []))
      .filter((at) => !ofForward.has(at.slot) && !ofBackward.has(at.slot));
  }

  /**
   * Turns remedies on and off.
   * @param snapshot what the set-up left; what differs from it by now is what user code changes
   */
  set(remedies: Remedies, snapshot: Snapshot): void {
    this.#remedies = { ...remedies };
    this.#seeded?.release();
    this.#seeded = remedies.reseed ? seedRandom(this.#plan.seed) : null;
    this.#volatile = remedies.restore ? snapshot.changed() : [];
  }

  /** False where `beforeForward` would do nothing: asked once per cost. */
  get isNeeded(): boolean {
    return this.restores || this.#seeded !== null || this.#program.hasRandoms;
  }

  get restores(): boolean {
    return this.#volatile.length > 0;
  }

  /** Runs before every forward: cheap where nothing is to be done. */
  beforeForward(): void {
    this.#program.restartRandoms();
    this.#seeded?.reset();
    for (const memory of this.#volatile) memory.restore();
  }

  /** Runs before a forward that backward will follow: forward may already write gradients. */
  clearBefore(): void {
    for (const spy of this.#program.spies) clearCalls(spy);
    this.#clear(this.#beforeForward);
    if (this.#remedies.clear) this.#clear(this.#gradients);
  }

  /** Accumulators that only forward makes. */
  clearAfter(): void {
    this.#clear(this.#afterForward);
  }

  release(): void {
    this.#seeded?.release();
    this.#seeded = null;
  }

  #clear(places: SlotPath[]): void {
    for (const at of places) {
      const place = placeAt(this.#program.slots, at);
      if (place !== null) clearPlace(place);
    }
  }
}
