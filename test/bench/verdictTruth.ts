import type { Dtype } from '../zoo/algebra.ts';
import type { NumberArray } from '../zoo/arrayTarget.ts';
import type { Instance, PlantedBug } from '../zoo/instance.ts';
import { normals, seeded } from '../zoo/random.ts';

export type State = 'wrong' | 'right' | 'unclear';

/** What a planted bug really changes, by comparing the two backward functions; 'unclear' is too small to be resolved. */
export interface TrueState {
  leaves: State[];
  /** Entries at θ₀, leaf by leaf. */
  entries: State[][];
}

type Arrays = Record<string, NumberArray>;

const limits: Record<Dtype, { wrong: number; ofAll: number; right: number }> = {
  float64: { wrong: 1e-5, ofAll: 1e-7, right: 1e-9 },
  float32: { wrong: 3e-2, ofAll: 5e-3, right: 1e-5 },
};

export function trueState(net: Instance, plant: () => PlantedBug): TrueState {
  const draw = normals(seeded(5));
  const typical = (values: NumberArray) =>
    Math.sqrt([...values].reduce((sum, x) => sum + x * x, 0) / values.length) || 0.1;
  const moved = (): Arrays =>
    Object.fromEntries(
      Object.entries(net.values).map(([name, values]) => [
        name,
        values.map((x) => Math.fround(x + 0.03 * (Math.abs(x) + 0.3 * typical(values)) * draw())),
      ]),
    );
  const bug = plant();
  const at = (p: Arrays) => entryStates(net, net.gradients(p), net.gradients(p, bug));
  const here = at(net.values);
  const near = [moved(), moved(), moved()].map(at);
  const leaves = here.map((entries, l): State => {
    const wrongNear = near.filter((states) => states[l]!.includes('wrong')).length;
    if (entries.includes('wrong') || wrongNear === 3) return 'wrong';
    return wrongNear > 0 || [entries, ...near.map((states) => states[l]!)].some((states) => states.includes('unclear'))
      ? 'unclear'
      : 'right';
  });
  return { leaves, entries: here };
}

function entryStates(net: Instance, right: Arrays, claimed: Record<string, ArrayLike<number>>): State[][] {
  const limit = limits[net.dtype];
  const largest = (values: ArrayLike<number>) => Array.from(values).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const all = Math.max(...Object.values(right).map(largest));
  return net.spec.leaves.map(({ name }) => {
    const [r, c] = [right[name]!, claimed[name]!];
    const own = Math.max(largest(r), largest(c));
    return Array.from(r, (x, i): State => {
      const distance = Math.abs(x - c[i]!);
      const size = Math.max(Math.abs(x), Math.abs(c[i]!));
      if (distance > limit.wrong * Math.max(size, 0.03 * own) && distance > limit.ofAll * all) return 'wrong';
      return distance <= limit.right * own + 1e-12 * all ? 'right' : 'unclear';
    });
  });
}
