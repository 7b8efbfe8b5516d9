import type { GradientPlan } from '../../model/plan.ts';
import type { LeafPlace } from './leaves.ts';
import { sameShape, numericPlaces, writePath, type NumericPlace } from '../known/places.ts';
import type { BackwardRun } from '../known/scene.ts';
import { plain } from '../names/names.ts';

/** Where an optimiser keeps the running mean of a leaf's gradient, and what one step from zero puts there. */
export interface Moment {
  place: NumericPlace;
  plan: GradientPlan;
}

const usualDecay = 0.9;

/**
 * Adam's first step is the rate times the sign of the gradient, which says nothing of its size. The gradient itself is in
 * the first moment: m = β1·m + (1 − β1)·g, so that g = m / (1 − β1) behind one step from zero. Null unless every updated
 * leaf has a first and a second moment beside it.
 */
export function momentsOf(back: BackwardRun, updated: readonly LeafPlace[]): Map<LeafPlace, Moment> | null {
  const found = new Map<LeafPlace, Moment>();
  const taken = new Set<string>();
  for (const leaf of updated) {
    const places = numericPlaces(back.observation.slots[leaf.at.slot], { slot: leaf.at.slot, path: [] }).filter(
      (place) => sameShape(place.shape, leaf.shape) && isMadeFromZero(back, place),
    );
    const firsts = places.filter((place) => order(place, leaf) === 1 && !taken.has(writePath(place.at)));
    const hasSecond = places.some((place) => order(place, leaf) === 2);
    const place = closest(leaf, firsts);
    if (!place || !hasSecond) return null;
    taken.add(writePath(place.at));
    found.set(leaf, {
      place,
      plan: { kind: 'value', at: place.at, transposed: false, scale: 1 / (1 - decayOf(back, leaf.at.slot)) },
    });
  }
  return found.size > 0 ? found : null;
}

/** All zero, or not there, before backward. */
function isMadeFromZero({ run, observation }: BackwardRun, { at }: NumericPlace): boolean {
  const before = numericPlaces(run.observation.slots[at.slot], { slot: at.slot, path: [] }).find(
    (place) => writePath(place.at) === writePath(at),
  );
  const isChanged = observation.changes.some(
    ({ stage, at: changed }) => stage === 'backward' && writePath(at).startsWith(writePath(changed)),
  );
  return isChanged && before !== undefined && before.minimum === 0 && before.maximum === 0;
}

/** 1 for `m`, `mW1`, `W1_m`, `moment1`; 2 for `v`, `vW1`, `second`. */
function order({ at }: NumericPlace, leaf: LeafPlace): 1 | 2 | null {
  const own = at.path.filter((part): part is string => typeof part === 'string');
  const its = new Set(leaf.at.path.filter((part): part is string => typeof part === 'string'));
  const names = own.filter((part) => !its.has(part));
  const is = (letter: string, words: RegExp): boolean =>
    names.some(
      (name) =>
        new RegExp(`^_?${letter}(?:$|[_A-Z\\d]|w|b)|[_a-z\\d]${letter.toUpperCase()}$|_${letter}$`).test(name) ||
        words.test(name),
    );
  if (is('m', /first|mean|moment_?1|momentum/i)) return 1;
  return is('v', /second|variance|moment_?2|velocity/i) ? 2 : null;
}

/** Of several of one shape the one whose path names the leaf; the next in line where none does. */
function closest(leaf: LeafPlace, places: readonly NumericPlace[]): NumericPlace | undefined {
  const name = plain(leaf.name).base;
  const index = leaf.at.path.filter((part) => typeof part === 'number').join();
  const rated = places.map((place) => {
    const path = place.at.path;
    const isNamed = path.some((part) => typeof part === 'string' && plain(part).base.includes(name)) ? 2 : 0;
    const isNumbered = path.filter((part) => typeof part === 'number').join() === index ? 1 : 0;
    return { place, score: isNamed + isNumbered };
  });
  return rated.sort((a, b) => b.score - a.score)[0]?.place;
}

/** β1 as a field of the object, a constant of backward, of what it calls or of the module. */
function decayOf({ run, observation }: BackwardRun, slot: string): number {
  const isDecay = (name: string): boolean => /^_?(?:beta_?1|b1|β1?|beta)$/i.test(name);
  const fields = numericPlaces(observation.slots[slot], { slot, path: [] }).filter(
    (place) => place.isNumber && isDecay(place.name),
  );
  const { all } = run.frame.context;
  const constants = all.flatMap((module) => [
    ...module.functions.flatMap((fn) => fn.constants),
    ...module.functions.flatMap((fn) => fn.parameters.map(({ name, defaultValue }) => ({ name, value: defaultValue }))),
    ...module.values.map(({ name, literal }) => ({ name, value: literal })),
  ]);
  const known = [fields[0]?.minimum, ...constants.filter(({ name }) => isDecay(name)).map(({ value }) => value)];
  return known.find((value): value is number => typeof value === 'number' && value > 0 && value < 1) ?? usualDecay;
}
