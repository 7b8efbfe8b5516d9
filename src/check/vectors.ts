/** Largest absolute value; NaN entries are passed over. */
export function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > best) best = size;
  }
  return best;
}

/** Largest absolute value that is a finite number; 0 where there is none. */
export function largestFinite(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]!);
    if (size > best && size < Infinity) best = size;
  }
  return best;
}

/** Least and largest value of some arrays together; NaN where one is. Long arrays do not fit into arguments of Math.max. */
export function rangeOf(arrays: readonly ArrayLike<number>[]): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const values of arrays) {
    for (let i = 0; i < values.length; i++) {
      low = Math.min(low, values[i]!);
      high = Math.max(high, values[i]!);
    }
  }
  return { low, high };
}

/** Euclidean norm, scaled so that neither 1e-200 nor 1e200 is lost. */
export function norm(values: ArrayLike<number>): number {
  const scale = largest(values);
  if (scale === 0 || scale === Infinity) return hasNaN(values) ? NaN : scale;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! / scale) ** 2;
  return scale * Math.sqrt(sum);
}

/** `norm` of the products a_i · b_i, without a vector of them; where b_i is 0, so is the product. */
export function normOfProducts(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let scale = 0;
  let hasNone = true;
  for (let i = 0; i < b.length; i++) {
    if (b[i] === 0) continue;
    const size = Math.abs(a[i]! * b[i]!);
    if (size > scale) scale = size;
    hasNone &&= !Number.isNaN(size);
  }
  if (scale === 0 || scale === Infinity) return hasNone ? scale : NaN;
  let sum = 0;
  for (let i = 0; i < b.length; i++) if (b[i] !== 0) sum += ((a[i]! * b[i]!) / scale) ** 2;
  return scale * Math.sqrt(sum);
}

export function hasNaN(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) return true;
  return false;
}

/** Root of the mean square; 0 for nothing. */
export function rms(values: ArrayLike<number>): number {
  return values.length === 0 ? 0 : norm(values) / Math.sqrt(values.length);
}

/** Median of |values| over at most 10,001 entries spread evenly: enough to read a bound against. */
export function medianSize(values: ArrayLike<number>): number {
  const stride = Math.max(1, Math.ceil(values.length / 10001));
  const sizes: number[] = [];
  for (let i = 0; i < values.length; i += stride) sizes.push(Math.abs(values[i]!));
  sizes.sort((a, b) => a - b);
  return sizes.length === 0 ? 0 : sizes[sizes.length >> 1]!;
}

/** Every value equals its own Math.fround: what float32 arithmetic leaves. */
export function allFloat32(values: ArrayLike<number>): boolean {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isNaN(value) && Math.fround(value) !== value) return false;
  }
  return true;
}

/** Distance from |x| to the next larger double. */
export function ulp(x: number): number {
  const size = Math.abs(x);
  if (!Number.isFinite(size)) return NaN;
  return Math.max(2 ** (Math.floor(Math.log2(size)) - 52), Number.MIN_VALUE) || Number.MIN_VALUE;
}

/** ‖a − b‖ / (‖a‖ + ‖b‖), the textbook's difference; 0 where both are 0. */
export function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const residual = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) residual[i] = a[i]! - b[i]!;
  const scale = norm(a) + norm(b);
  return scale === 0 ? 0 : norm(residual) / scale;
}
