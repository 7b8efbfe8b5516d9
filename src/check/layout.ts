import type { Layout, Leaf } from '../model/target.ts';

/** Number of entries of an array of this shape; 1 for a plain number. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Position of the leaf that holds θ[flat] in layout.leaves. Throws a RangeError outside of θ. */
export function leafAt(leaves: readonly Leaf[], flat: number): number {
  let low = 0;
  let high = leaves.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (leaves[middle]!.offset <= flat) low = middle;
    else high = middle - 1;
  }
  // Empty leaves share their offset with the next one; the last of those is found, so step back over them.
  while (low > 0 && leaves[low]!.size === 0) low--;
  const leaf = leaves[low];
  if (!leaf || flat < leaf.offset || flat >= leaf.offset + leaf.size) throw new RangeError(`θ has no entry ${flat}`);
  return low;
}

/** Row-major multi-index of entry `position` of an array of this shape: 7 in 3×5 is [1, 2]. */
export function multiIndex(shape: readonly number[], position: number): number[] {
  const index = new Array<number>(shape.length);
  let rest = position;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis]!;
    index[axis] = rest % length;
    rest = Math.floor(rest / length);
  }
  return index;
}

/** The inverse of `multiIndex`. */
export function positionOf(shape: readonly number[], index: readonly number[]): number {
  return shape.reduce((position, length, axis) => position * length + index[axis]!, 0);
}

/** Flat index → leaf and multi-index: 34 → { leaf: 2, index: [1, 3] }. */
export function entryAt(leaves: readonly Leaf[], flat: number): { leaf: number; index: number[] } {
  const leaf = leafAt(leaves, flat);
  return { leaf, index: multiIndex(leaves[leaf]!.shape, flat - leaves[leaf]!.offset) };
}

/** Leaf and multi-index → flat index. */
export function flatOf(leaves: readonly Leaf[], leaf: number, index: readonly number[]): number {
  return leaves[leaf]!.offset + positionOf(leaves[leaf]!.shape, index);
}

/** 'W2[1,3]'; a plain number is its name alone. */
export function entryName(leaves: readonly Leaf[], flat: number): string {
  const { leaf, index } = entryAt(leaves, flat);
  const name = leaves[leaf]!.name;
  return index.length === 0 ? name : `${name}[${index.join(',')}]`;
}

/** The inverse of `entryName`; null where no leaf has that name or the index lies outside of it. */
export function flatOfName(leaves: readonly Leaf[], name: string): number | null {
  for (const [l, leaf] of leaves.entries()) {
    if (leaf.shape.length === 0 && leaf.name === name) return leaf.offset;
    if (!name.startsWith(`${leaf.name}[`) || !name.endsWith(']')) continue;
    const words = name.slice(leaf.name.length + 1, -1).split(',');
    const index = words.map(Number);
    const fits = index.length === leaf.shape.length && words.every((word) => /^\d+$/.test(word));
    if (fits && index.every((i, axis) => i < leaf.shape[axis]!)) return flatOf(leaves, l, index);
  }
  return null;
}

/** Lays leaves one after the other: each offset is the sum of the sizes before it. */
export function offsetsOf(shapes: readonly (readonly number[])[]): number[] {
  let offset = 0;
  return shapes.map((shape) => {
    const own = offset;
    offset += sizeOf(shape);
    return own;
  });
}

/** Arrays of leaves → θ, in order. */
export function flatten(arrays: readonly ArrayLike<number>[]): Float64Array {
  const theta = new Float64Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let offset = 0;
  for (const array of arrays) {
    theta.set(array, offset);
    offset += array.length;
  }
  return theta;
}

/** θ → one array per leaf; views, not copies. */
export function unflatten(layout: Pick<Layout, 'leaves'>, theta: Float64Array): Float64Array[] {
  return layout.leaves.map((leaf) => leafOf(leaf, theta));
}

/** The part of a θ-like vector that belongs to one leaf; a view. */
export function leafOf(leaf: Pick<Leaf, 'offset' | 'size'>, theta: Float64Array): Float64Array {
  return theta.subarray(leaf.offset, leaf.offset + leaf.size);
}
