/** A direction in a leaf of this size, no two entries alike: a softmax takes no notice of what is added to all. */
export function unevenDirection(size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, at) => 1 + Math.sin(at + 1) / 2);
}
