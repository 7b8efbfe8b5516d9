import { isInitialOf, looksLikeGradient, nameFit, plain, stems, wordsOf, type Plain } from '../names/names.ts';
import { indicesOf, sameShape, sizeOfShape, type NumericPlace } from '../known/places.ts';

/** A value that backward left and that may be a gradient. */
export interface GradientPlace extends NumericPlace {
  /** As the user writes it: 'dW1', 'this.dW'. */
  label: string;
  /** Position among the elements of a returned tuple, or null. */
  position: number | null;
  /** A field of an object counts only where its name says what it is the gradient of. */
  byNameOnly?: boolean;
}

export interface Match<L extends NumericPlace> {
  leaf: L;
  gradient: GradientPlace;
  /** By what it was found. */
  by: 'name' | 'position' | 'shape';
  shapeFits: boolean;
  score: number;
}

/** What `shapeFit` gives to the same axes in reverse order. */
export const transposedFit = 0.3;

/** 1 the same, 0.9 the same but for axes of length 1 or flattening, 0.3 transposed, 0 else. */
export function shapeFit(leaf: number[], gradient: number[]): number {
  if (sameShape(leaf, gradient)) {
    return 1;
  }
  if (sizeOfShape(leaf) !== sizeOfShape(gradient)) {
    return 0;
  }
  const thin = (shape: number[]): number[] => shape.filter((length) => length !== 1);
  const a = thin(leaf);
  const b = thin(gradient);
  if (sameShape(a, b) || a.length === 1 || b.length === 1) {
    return 0.9;
  }
  return sameShape(a, b.slice().reverse()) ? transposedFit : 0.2;
}

/**
 * Pairs gradients with leaves: by name, then by position, then by shape. Every leaf and every gradient is used once.
 * A gradient whose name belongs to no leaf (dZ, dA) is left out unless its shape singles out a leaf that has none.
 * Where only shapes speak, a likely leaf goes before one whose shape is the same but for axes of length 1.
 */
export function matchGradients<L extends NumericPlace>(
  leaves: L[],
  gradients: GradientPlace[],
  isLikely: (leaf: L) => boolean = () => false,
): Match<L>[] {
  const named = takeBest(pairsByName(leaves, gradients));
  const usedLeaves = new Set<NumericPlace>(named.map((match) => match.leaf));
  const used = new Set(named.map((match) => match.gradient));
  const openLeaves = leaves.filter((leaf) => !usedLeaves.has(leaf));
  const open = gradients.filter(
    (gradient) => !used.has(gradient) && !gradient.byNameOnly && mayBeAnything(gradient, leaves),
  );
  // A tuple goes through the arguments in their order, those that a name has found included; through the likely ones, if it has one for each.
  const listed = gradients.filter(({ position }) => position !== null);
  const likely = leaves.filter(isLikely);
  const inOrder = listed.length === likely.length ? likely : leaves;
  const inPlace = (leaf: L, gradient: GradientPlace): number => {
    const isInOrder = gradient.position !== null && listed.indexOf(gradient) === inOrder.indexOf(leaf);
    return isInOrder ? 1 : gradient.position === openLeaves.indexOf(leaf) ? 0.8 : 0;
  };
  const shaped = takeBest(pairsByShape(openLeaves, open, isLikely, inPlace));
  const shapedLeaves = new Set<NumericPlace>(shaped.map((match) => match.leaf));
  const rest = openLeaves.filter((leaf) => !shapedLeaves.has(leaf));
  const unused = gradients.filter(
    (gradient) => !used.has(gradient) && !shaped.some((match) => match.gradient === gradient),
  );
  const held = takeBest(pairsByHolder(rest, leaves, unused));
  const heldLeaves = new Set<NumericPlace>(held.map((match) => match.leaf));
  const initials = pairsByInitial(
    rest.filter((leaf) => !heldLeaves.has(leaf)),
    unused,
  );
  return [...named, ...shaped, ...held, ...takeBest(initials)];
}

/** `gradK` beside `kernel`: the one parameter that is left with its letter, and with its form. */
function pairsByInitial<L extends NumericPlace>(open: L[], gradients: GradientPlace[]): Match<L>[] {
  return gradients.flatMap((gradient) => {
    const [leaf, ...others] = open.filter(
      (one) => sameShape(one.shape, gradient.shape) && isInitialOf(stemsOf(gradient), leafName(one)),
    );
    return leaf && others.length === 0 && !leaf.isNumber
      ? [{ leaf, gradient, by: 'name' as const, shapeFits: true, score: 1 }]
      : [];
  });
}

/**
 * A gradient that says not of what belongs to the one parameter of the object that holds both: `link.weight` and
 * `link.errorDer`, `node.bias` and `node.delta`. What was summed over examples goes before one example's, and what
 * enters a unit before what leaves it, for a bias is added there.
 */
function pairsByHolder<L extends NumericPlace>(open: L[], leaves: L[], gradients: GradientPlace[]): Match<L>[] {
  return open
    .filter((leaf) => leaf.at.path.length > 1 && leaves.filter((one) => holderOf(one) === holderOf(leaf)).length === 1)
    .flatMap((leaf) =>
      gradients
        .filter((gradient) => holderOf(gradient) === holderOf(leaf) && sameShape(gradient.shape, leaf.shape))
        .map((gradient): Match<L> => {
          const score = /acc|sum|total/i.test(gradient.name) ? 2 : /out/i.test(gradient.name) ? 0 : 1;
          return { leaf, gradient, by: 'position', shapeFits: true, score };
        }),
    );
}

function pairsByName<L extends NumericPlace>(leaves: L[], gradients: GradientPlace[]): Match<L>[] {
  return gradients.flatMap((gradient) => {
    const candidates = stemsOf(gradient);
    return leaves.flatMap((leaf) => {
      const fit =
        isTwin(leaf, gradient) || isListedTwin(leaf, gradient)
          ? 1.5
          : Math.max(0, ...candidates.map((stem) => nameFit(stem, leafName(leaf))));
      const shape = shapeFit(leaf.shape, gradient.shape);
      const container =
        containerFit(leaf, gradient) + (holderOf(leaf) !== '' && holderOf(leaf) === holderOf(gradient) ? 2 : 0);
      if (fit === 0) {
        return [];
      }
      const score = fit * 3 + shape * 2 + container + (isSpelledAlike(leaf, gradient) ? 0.5 : 0);
      return [{ leaf, gradient, by: 'name' as const, shapeFits: shape >= 0.9, score }];
    });
  });
}

/** `dV` is the gradient of V where there is a v as well. */
function isSpelledAlike(leaf: NumericPlace, gradient: GradientPlace): boolean {
  return gradient.name.endsWith(leaf.name) || gradient.label.endsWith(leaf.name);
}

/** The object that a place is a field of; '' for a slot of its own. */
function holderOf({ at }: NumericPlace): string {
  return at.path.length === 0 ? '' : JSON.stringify([at.slot, ...at.path.slice(0, -1)]);
}

/** `W.w` and `W.g`, `p.data` and `p.grad`: two fields of one holder. Of the whole object, `weight` and `grad`, `params` and `grads`. */
function isTwin(leaf: NumericPlace, gradient: NumericPlace): boolean {
  const last = ({ at }: NumericPlace): string => String(at.path[at.path.length - 1] ?? '');
  const isInside = leaf.at.path.length > 1;
  return (
    leaf.at.path.length > 0 &&
    sameShape(leaf.shape, gradient.shape) &&
    holderOf(leaf) === holderOf(gradient) &&
    (isInside ? /^_?(w|data|values?|val|weights?|theta)$/i : /^_?(w|weights?|theta|params?|parameters)$/i).test(
      last(leaf),
    ) &&
    (isInside ? /^_?(g|d|dw|dv|dx|grads?|gradients?|diff|delta)$/i : /^_?(grads?|gradients?)$/i).test(last(gradient))
  );
}

/** `params[1]` and `grads[1]`: one list holds the parameters, one beside it their gradients in the same order. */
function isListedTwin(leaf: NumericPlace, gradient: NumericPlace): boolean {
  const [list, index] = leaf.at.path.slice(-2);
  const [itsList, itsIndex] = gradient.at.path.slice(-2);
  return (
    leaf.at.slot === gradient.at.slot &&
    JSON.stringify(leaf.at.path.slice(0, -2)) === JSON.stringify(gradient.at.path.slice(0, -2)) &&
    typeof index === 'number' &&
    index === itsIndex &&
    sameShape(leaf.shape, gradient.shape) &&
    /^_?(params?|parameters|weights|variables|trainable\w*)$/i.test(String(list)) &&
    /^_?(d_?(params?|weights)|grads?|gradients?)$/i.test(String(itsList))
  );
}

/** `grads.W1`, `this.grads.W` and `dW` all stand for W. */
function stemsOf(gradient: GradientPlace): Plain[] {
  const parts = [...gradient.at.path.map(String), gradient.label];
  const inGradients =
    gradient.at.path.slice(0, -1).some((part) => looksLikeGradient(String(part))) ||
    looksLikeGradient(gradient.at.slot);
  const own = stems(gradient.name);
  const labelled = stems(gradient.label);
  const plainName = inGradients || !looksLikeGradient(gradient.name) ? [plain(gradient.name)] : [];
  const isGradField = /^(grad|gradient|d|g|grads|derivative)$/i.test(gradient.name);
  const owner = isGradField
    ? parts
        .slice(0, -2)
        .filter((part) => !/^\d+$/.test(part))
        .slice(-1)
        .map(plain)
    : [];
  return [...own, ...labelled, ...plainName, ...owner];
}

/** `W.data` and `b.value` are called W and b. */
function leafName(leaf: NumericPlace): Plain {
  const names = leaf.at.path.filter((part): part is string => typeof part === 'string' && !/^\d+$/.test(part));
  const last = names[names.length - 1];
  if (last !== undefined && /^(data|value|values|val|w|matrix)$/.test(last) && names.length > 1 && last !== 'w') {
    return plain(names[names.length - 2] ?? last);
  }
  return plain(leaf.name);
}

/** Indices on the way (layers[1]) should agree; they may run backwards. */
function containerFit(leaf: NumericPlace, gradient: NumericPlace): number {
  const a = indicesOf(leaf.at);
  const b = indicesOf(gradient.at);
  if (a.length === 0 && b.length === 0) {
    return 1;
  }
  if (a.length !== b.length) {
    return 0;
  }
  return a.every((index, position) => index === b[position]) ? 1 : 0.2;
}

/** A gradient with the name of something else (dZ2 where there is no Z2 leaf) may still be matched, weakly. */
function mayBeAnything(gradient: GradientPlace, leaves: NumericPlace[]): boolean {
  const found = stems(gradient.name).concat(stems(gradient.label));
  const isIntermediate = found.some((stem) => /^(z|a|h|net|logit|score|hidden|activation|al|state)$/.test(stem.base));
  return (
    !isIntermediate ||
    leaves.length === 1 ||
    found.some((stem) => leaves.some((leaf) => nameFit(stem, plain(leaf.name)) > 0))
  );
}

function pairsByShape<L extends NumericPlace>(
  leaves: L[],
  gradients: GradientPlace[],
  isLikely: (leaf: L) => boolean,
  inPlace: (leaf: L, gradient: GradientPlace) => number,
): Match<L>[] {
  return gradients.flatMap((gradient) =>
    leaves.flatMap((leaf, order) => {
      const shape = shapeFit(leaf.shape, gradient.shape);
      const samePosition = inPlace(leaf, gradient);
      const alone = gradients.length === 1 && leaves.length === 1;
      if (shape < 0.9 && !(shape > 0 && samePosition > 0) && !alone) {
        return [];
      }
      const by = shape >= 0.9 ? ('shape' as const) : ('position' as const);
      const place = (gradients.length > 1 ? samePosition : 0) + containerFit(leaf, gradient) * 0.5 - order * 0.01;
      const score = shape * 2 + place + (isLikely(leaf) ? 0.3 : 0) + 1.5 * wordsShared(gradient, leaf);
      return [{ leaf, gradient, by, shapeFits: shape >= 0.9, score }];
    }),
  );
}

/** `gradCenterVec` shares all its words with `centerWordVec`, and begins as `centerVector` does. */
function wordsShared(gradient: GradientPlace, { name }: NumericPlace): number {
  const own = wordsOf(name).map((word) => plain(word).base);
  const shares = stems(gradient.label).map(({ base }) => {
    const words = wordsOf(gradient.label).map((word) => plain(word).base);
    const meant = words.filter((word) => base.includes(word) && word.length > 2);
    const isStart = base.length > 3 && plain(name).base.startsWith(base);
    return isStart ? 1 : meant.length < 2 ? 0 : meant.filter((word) => own.includes(word)).length / meant.length;
  });
  return Math.max(0, ...shares);
}

function takeBest<L extends NumericPlace>(matches: Match<L>[]): Match<L>[] {
  const sorted = matches.slice().sort((a, b) => b.score - a.score);
  const leaves = new Set<NumericPlace>();
  const gradients = new Set<GradientPlace>();
  const taken: Match<L>[] = [];
  for (const match of sorted) {
    if (!leaves.has(match.leaf) && !gradients.has(match.gradient)) {
      leaves.add(match.leaf);
      gradients.add(match.gradient);
      taken.push(match);
    }
  }
  return taken;
}
