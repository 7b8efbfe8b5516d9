/** The nearest float16 number (IEEE 754 binary16), ties to even. */
export function roundToFloat16(x: number): number {
  const size = Math.abs(x);
  if (size === 0 || !Number.isFinite(x)) return x;
  const exponent = Math.max(Math.floor(Math.log2(size)), -14);
  const unit = 2 ** (exponent - 10);
  const scaled = size / unit;
  const down = Math.floor(scaled);
  const rest = scaled - down;
  const up = rest > 0.5 || (rest === 0.5 && down % 2 === 1);
  const result = (down + (up ? 1 : 0)) * unit;
  return Math.sign(x) * (result >= 65520 ? Infinity : result);
}
