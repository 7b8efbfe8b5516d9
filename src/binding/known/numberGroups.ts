import type { Path } from '../../model/plan.ts';
import type { NumericPlace } from './places.ts';

/**
 * Plain numbers that stand at the same place of every item of a list are one array: `layers[1].neurons[0].bias`,
 * `layers[1].neurons[1].bias` … become `layers[1].neurons[*].bias`, and the numbers of a network of neurons read like
 * W[l] and b[l]. The first of several indices (the layer) stays. Numbers that do not fill a whole block stay as they are.
 */
export function groupNumbers<P extends NumericPlace>(places: P[]): P[] {
  const groups = new Map<string, P[]>();
  for (const place of places) {
    if (place.isNumber) {
      const key = JSON.stringify([place.at.slot, ...starred(place.at.path)]);
      groups.set(key, [...(groups.get(key) ?? []), place]);
    }
  }
  const whole = [...groups.values()].filter((group) => group.length > 1 && blockOf(group) !== null);
  return places.flatMap((place) => {
    const group = whole.find((one) => one.includes(place));
    if (!group) {
      return [place];
    }
    return group[0] === place ? [asArray(group)] : [];
  });
}

function isIndex(part: string | number): part is number {
  return typeof part === 'number';
}

/** The path with '*' for every index but the first of several. */
function starred(path: Path): Path {
  const first = path.findIndex(isIndex);
  const isLayered = path.filter(isIndex).length > 1;
  return path.map((part, position) => (isIndex(part) && !(isLayered && position === first) ? '*' : part));
}

/** Lengths along the starred indices, where the numbers fill a whole block in order; else null. */
function blockOf(group: NumericPlace[]): number[] | null {
  const pattern = starred(group[0]?.at.path ?? []);
  const axes = pattern.flatMap((part, position) => (part === '*' ? [position] : []));
  const lengths = axes.map((position) => 1 + Math.max(...group.map((place) => Number(place.at.path[position]))));
  const size = lengths.reduce((product, length) => product * length, 1);
  const flat = (place: NumericPlace): number =>
    axes.reduce((sum, position, axis) => sum * (lengths[axis] ?? 1) + Number(place.at.path[position]), 0);
  return size === group.length && new Set(group.map(flat)).size === size ? lengths : null;
}

function asArray<P extends NumericPlace>(group: P[]): P {
  const [first] = group as [P, ...P[]];
  const bound = (pick: (...values: number[]) => number, of: 'minimum' | 'maximum'): number | null =>
    group.every((place) => place[of] !== null) ? pick(...group.map((place) => place[of] ?? 0)) : null;
  return {
    ...first,
    at: { slot: first.at.slot, path: starred(first.at.path) },
    shape: blockOf(group) ?? [],
    isNumber: false,
    finite: group.every((place) => place.finite),
    integer: group.every((place) => place.integer),
    minimum: bound(Math.min, 'minimum'),
    maximum: bound(Math.max, 'maximum'),
    storage: 'nested',
  };
}
