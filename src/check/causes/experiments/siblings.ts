import type { Leaf } from '../../../model/target.ts';
import type { LeafEvidence } from '../evidence.ts';

/** More than one axis that is longer than 1, or a scale such as γ that comes just before its shift. */
export function isMatrix({ shape }: Leaf): boolean {
  return shape.filter((length) => length > 1).length > 1;
}

/** 'W1' → '1', 'layers[0].bias' → 'layers[0].', 'b_z' → 'z', 'biases[1]' → '[1]': what names of one layer share. */
export function stem(name: string): string {
  // 'weights[1]' and 'biases[1]': lists with one array for each layer.
  const listed = /^(.*\.)?(?:weights?|bias(?:es)?|kernels?|gammas?|betas?|[A-Za-z]s?)(\[\d+\])$/.exec(name);
  if (listed) return (listed[1] ?? '') + listed[2]!;
  const last = /^(.*[.\]])?([^.[\]]*)$/.exec(name);
  const [prefix, word] = [last?.[1] ?? '', last?.[2] ?? name];
  const rest = /^(?:weights?|bias(?:es)?|kernel|gamma|beta|[A-Za-z])_?(.{0,3})$/.exec(word);
  return prefix + (rest ? rest[1]! : word);
}

function matches(vector: Leaf, other: Leaf): boolean {
  return other.shape.includes(vector.size) || (vector.size === 1 && other.shape.includes(1));
}

/**
 * For a bias (or any vector): the leaves that are multiplied into the very sum that it is added to, by layer, by name,
 * else by place: those before it that have its length as a dimension, back to the last vector.
 */
export function multipliersOf(vector: LeafEvidence, leaves: readonly LeafEvidence[]): LeafEvidence[] {
  if (isMatrix(vector.leaf) || isOneOfMany(vector, leaves)) return [];
  // What a layer is given is multiplied by a matrix, which is a leaf as well: that it has as many columns is no tie.
  const fitting = leaves.filter(
    (other) => other !== vector && other.leaf.role !== 'input' && matches(vector.leaf, other.leaf),
  );
  const matrices = fitting.filter(({ leaf }) => isMatrix(leaf) || vector.leaf.size === 1);
  const own = stem(vector.leaf.name);
  const byStem = own === '' ? [] : matrices.filter(({ leaf }) => stem(leaf.name) === own);
  const named = byStem.length > 0 ? byStem : matrices.filter(({ leaf }) => leadsTo(leaf.name, vector.leaf.name));
  const before = runBefore(vector, leaves, matrices);
  if (named.length > 0) return named.every((other) => before.includes(other)) ? before : named;
  if (before.length > 0) return before;
  const after = leaves[vector.index + 1];
  if (after && matrices.includes(after)) return [after];
  return leaves.filter((other) => isFlatMatrixOf(vector, other));
}

/** In flat buffers `w1` has as many entries as some rows of `b1`'s length. */
function isFlatMatrixOf({ leaf: vector }: LeafEvidence, { leaf }: LeafEvidence): boolean {
  const isFlat = leaf.shape.length === 1 && leaf.size > vector.size && leaf.size % vector.size === 0;
  const [own, its] = [stem(vector.name), stem(leaf.name)];
  return isFlat && own !== '' && own === its && own !== vector.name;
}

function isVectorOf(next: LeafEvidence | undefined, matrix: LeafEvidence): boolean {
  return next !== undefined && !isMatrix(next.leaf) && matrix.leaf.shape.includes(next.leaf.size);
}

/**
 * True where the name of a matrix ends with the layer of a bias: `weightsInputHidden` and `w_ih` lead to `biasHidden` and
 * `b_h`, `hiddenWeights` to `hiddenBias`.
 */
export function leadsTo(matrix: string, vector: string): boolean {
  const [from, to] = [layerWords(matrix), layerWords(vector)];
  if (from.holder !== to.holder || to.words.length !== 1) return false;
  const [layer] = to.words as [string];
  const last = from.words.at(-1) ?? '';
  const isInitial = from.words.length === 1 && last.length === 2 && last[1] === layer[0];
  return last === layer || (isInitial && (layer.length === 1 || /^(?:hidden|output|input)$/.test(layer)));
}

function isVectorBy(vector: LeafEvidence, matrix: LeafEvidence): boolean {
  return !isMatrix(vector.leaf) && matches(vector.leaf, matrix.leaf) && leadsTo(matrix.leaf.name, vector.leaf.name);
}

/** 'this.weightsIH' → 'this.' and ['ih']; 'hiddenBias' → '' and ['hidden']; 'Wxh' and 'bh' → ['xh'] and ['h']. */
function layerWords(name: string): { holder: string; words: string[] } {
  const [, holder = '', own = name] = /^(.*[.\]])?([^.[\]]*)$/.exec(name) ?? [];
  const short = /^[WUVBwuvb](?<layers>[a-z]{1,2})$/.exec(own)?.groups?.['layers'];
  const words = short ? [short] : (own.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []);
  return {
    holder,
    words: words
      .map((word) => word.toLowerCase())
      .filter((word) => !/^(?:weights?|bias(?:es)?|w|b|kernel|matrix|layer|to)$/.test(word)),
  };
}

/** In networks written with a number for each weight (w11, w12, b1 …) shapes tell nothing about who belongs to whom. */
function isOneOfMany({ leaf }: LeafEvidence, leaves: readonly LeafEvidence[]): boolean {
  return leaf.size === 1 && leaves.filter((other) => other.leaf.size === 1).length > 4;
}

/** Leaves just before a vector that have its length along the same axis, and no vector of their own by name. */
function runBefore(
  vector: LeafEvidence,
  leaves: readonly LeafEvidence[],
  matrices: readonly LeafEvidence[],
): LeafEvidence[] {
  const others = leaves.filter((other) => other !== vector && !isMatrix(other.leaf)).map(({ leaf }) => stem(leaf.name));
  const axisOf = ({ leaf }: LeafEvidence) => leaf.shape.lastIndexOf(vector.leaf.size) - leaf.shape.length;
  const before: LeafEvidence[] = [];
  for (let at = vector.index - 1; at >= 0; at--) {
    const other = leaves[at]!;
    if (!isMatrix(other.leaf) && other.leaf.size === vector.leaf.size && before.length === 0) {
      // γ before β: a vector that is multiplied in, unless it is itself the shift of something.
      return multipliersOf(other, leaves).length === 0 ? [other] : [];
    }
    const own = stem(other.leaf.name);
    if (!matrices.includes(other) || (own !== '' && others.includes(own))) break;
    // Whh, Why, bh, by: the one that leads to y is not multiplied into h.
    if (leaves.some((one) => one !== vector && isVectorBy(one, other))) break;
    if (before[0] && axisOf(before[0]) !== axisOf(other) && before[0].leaf.shape[0] !== vector.leaf.size)
      // All weights, then all biases: the next bias belongs to the weight that stands nearest.
      return isVectorOf(leaves[vector.index + 1], before[0]) ? [other] : before;
    before.unshift(other);
  }
  return before;
}

/** Leaves that hang on the same upstream gradient dz: a layer's matrices and its bias. */
export function siblingsOf(leaf: LeafEvidence, leaves: readonly LeafEvidence[]): LeafEvidence[] {
  const own = multipliersOf(leaf, leaves);
  if (own.length > 0) return own;
  const vector = leaves.find((other) => multipliersOf(other, leaves).includes(leaf));
  return vector ? [vector, ...multipliersOf(vector, leaves).filter((other) => other !== leaf)] : [];
}
