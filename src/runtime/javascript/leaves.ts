import * as l10n from '@vscode/l10n';
import { GradientCheckError, fault } from '../../model/fault.ts';
import type { LeafPlan } from '../../model/plan.ts';
import type { Leaf } from '../../model/target.ts';
import { isReallyFrozen } from './freezing.ts';
import { Snapshot } from './snapshot.ts';
import { formatPath, placeAt, readPlace, type Slots } from './values/place.ts';
import { firstOf } from './values/arrays.ts';
import { openStore, whyNotNumeric, type Store } from './values/store.ts';

/** The parameters of a plan, opened where they live and flattened to θ in order. */
export class Leaves {
  readonly layout: Leaf[] = [];
  readonly size: number;
  readonly #stores: Store[] = [];
  readonly #plans: LeafPlan[];
  readonly #slots: Slots;
  /** Which objects hold the entries: user code may put others in their place. */
  readonly #structure: Snapshot;

  constructor(plans: LeafPlan[], slots: Slots) {
    this.#plans = plans;
    this.#slots = slots;
    let offset = 0;
    for (const plan of plans) {
      const store = openLeaf(plan, slots);
      const { name, layer, role, gradientName, isUpdate = false } = plan;
      const { shape, size, dtype } = store;
      this.layout.push({ name, layer, role, gradientName, isUpdate, shape, size, dtype, offset });
      this.#stores.push(store);
      offset += size;
    }
    this.size = offset;
    this.#structure = new Snapshot(
      slots,
      plans.map((plan) => plan.at),
      { numbers: false },
    );
  }

  /** Assigns all of θ in place. */
  write(theta: Float64Array): void {
    this.#stores.forEach((store, i) => store.write(theta, this.layout[i]!.offset));
  }

  /** Puts the very objects back that held the entries at first, then assigns θ. */
  reinstate(theta: Float64Array): void {
    this.#structure.restore();
    this.write(theta);
  }

  /** What stands at the leaves' places now, even where user code put new arrays there. */
  readNow(): Float64Array {
    const theta = new Float64Array(this.size);
    for (const [i, plan] of this.#plans.entries()) {
      const { offset, size, name } = this.layout[i]!;
      const store = openLeaf(plan, this.#slots);
      if (store.size !== size) {
        throw new GradientCheckError(
          fault('shape', l10n.t('{0} changed its size from {1} to {2} while it ran.', name, size, store.size)),
        );
      }
      store.read(theta, offset);
    }
    return theta;
  }

  /** The parts of θ that are copies of whole arrays of the user's, by array. */
  copiesIn(theta: Float64Array): Map<object, Float64Array> {
    const copies = new Map<object, Float64Array>();
    for (const [i, { arrays }] of this.#stores.entries()) {
      let { offset } = this.layout[i]!;
      for (const array of arrays) copies.set(array, theta.subarray(offset, (offset += array.length)));
    }
    return copies;
  }

  store(leaf: number): Store {
    return this.#stores[leaf]!;
  }

  /** The object or number that stands at a leaf's place. */
  value(leaf: number): unknown {
    return readPlace(placeAt(this.#slots, this.#plans[leaf]!.at)!);
  }

  /** Index of the leaf that holds a flat index. */
  leafOf(flat: number): number {
    let low = 0;
    let high = this.layout.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.layout[middle]!.offset <= flat) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** True where every leaf can be found; layers may make their parameters in the first forward. */
export function leavesExist(plans: LeafPlan[], slots: Slots): boolean {
  return plans.every(({ at }) => {
    const place = placeAt(slots, at);
    return place !== null && openStore(place) !== null;
  });
}

function openLeaf(plan: LeafPlan, slots: Slots): Store {
  const place = placeAt(slots, plan.at);
  const store = place === null ? null : openStore(place);
  if (place !== null && holdsFrozen(readPlace(place))) throw frozenFault(plan);
  if (store !== null && store.size > 0) return store;
  const why = whyNotNumeric(place === null ? undefined : readPlace(place));
  throw new GradientCheckError(
    fault('shape', l10n.t('{0} ({1}) is not an array of numbers: {2}.', plan.name, formatPath(plan.at), why)),
  );
}

/** An array that cannot be assigned would look like one that the cost does not depend on. */
function holdsFrozen(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return isReallyFrozen(value) || (Array.isArray(firstOf(value)) && value.some(holdsFrozen));
}

function frozenFault(plan: LeafPlan): GradientCheckError {
  return new GradientCheckError(
    fault(
      'inputs',
      l10n.t(
        '{0} is frozen (Object.freeze), and a check must change it. Give it values that are not frozen, in a @gradcheck tag or an inputs file.',
        plan.name,
      ),
    ),
  );
}
