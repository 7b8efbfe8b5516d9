import type { PlantedBug } from '../zoo/instance.ts';
import type { NetworkSpec } from '../zoo/network.ts';
import { leafChanges, leafOperator } from '../zoo/operators.ts';
import type { Operator } from '../zoo/operators.ts';
import { globalOperators, ownOperators, pathOperators, swapOperators } from '../zoo/wideOperators.ts';

/** Every single bug that is tried on a network: all of its own, and each general operator on two leaves. */
export function chosenOperators(spec: NetworkSpec): Operator[] {
  const onLeaves = leafChanges.flatMap((change, k) => {
    const suited = spec.leaves.filter((leaf) => change.suits(leaf, spec));
    const chosen =
      suited.length <= 2 ? suited : [suited[k % suited.length]!, suited[(k + 1 + (k % 2)) % suited.length]!];
    return [...new Set(chosen)].map((leaf) => leafOperator(spec, leaf, change));
  });
  return [...ownOperators(spec), ...onLeaves, ...globalOperators(), ...swapOperators(spec), ...pathOperators(spec)];
}

export interface TwoBugs {
  first: Operator;
  second: Operator;
  plant: () => PlantedBug;
}

/** Two different bugs at two leaves at once. */
export function pairs(spec: NetworkSpec): TwoBugs[] {
  const found: TwoBugs[] = [];
  for (let k = 0; k < 3 * leafChanges.length && found.length < 24; k++) {
    const [a, b] = [leafChanges[k % leafChanges.length]!, leafChanges[(k * 7 + 3) % leafChanges.length]!];
    const one = spec.leaves.filter((leaf) => a.suits(leaf, spec));
    const leaf = one[k % Math.max(1, one.length)];
    const other = spec.leaves.filter((candidate) => candidate !== leaf && b.suits(candidate, spec));
    const second = other[(3 * k) % Math.max(1, other.length)];
    if (!leaf || !second || a === b) continue;
    const [first, last] = [leafOperator(spec, leaf, a), leafOperator(spec, second, b)];
    found.push({ first, second: last, plant: () => joined(first.plant(), last.plant()) });
  }
  return found;
}

function joined(one: PlantedBug, other: PlantedBug): PlantedBug {
  return { finish: (g, parameters) => other.finish!(one.finish!(g, parameters), parameters) };
}
