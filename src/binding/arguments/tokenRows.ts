import type { Sizes } from '../known/world.ts';

interface TokenSizes {
  batch: number;
  steps: number;
  /** Entries of each token that goes in, and of each that comes out. */
  width: number;
  outWidth: number;
  heads: number | null;
}

/**
 * Lengths of flat arrays where sizes tell of B sequences of T tokens with C channels: a guess from fewer of these would be too
 * short, and what is written past the end of a typed array is lost without a word. Null where they tell of no sequences.
 *
 * @param names the arguments that are sizes
 */
export function tokenLength(name: string, role: string, names: readonly string[], sizes: Sizes): number | null {
  const known = tokenSizes(names, sizes);
  if (!known) return null;
  const { batch, steps, width, outWidth, heads } = known;
  const rows = batch * steps;
  if (/^d?_?(?:ln_?)?(?:mean|rstd|std|var|losses|targets?|tokens?|ids)\d?$/i.test(name)) return rows;
  if (heads !== null && /att|score/i.test(name)) return heads * rows * steps;
  if (/^d?_?wpe$/i.test(name)) return steps * width;
  const isMatrix = outWidth !== width || /^d?_?wte$/i.test(name);
  if (role === 'weight' || role === 'norm') return isMatrix ? width * outWidth : width;
  if (role === 'bias') return outWidth;
  if (heads !== null && /^d?_?(?:inp|input|qkv)$/i.test(name)) return 3 * rows * width;
  return rows * (/^d?_?(?:out|output|y)/i.test(name) ? outWidth : width);
}

function tokenSizes(names: readonly string[], sizes: Sizes): TokenSizes | null {
  const [batch, steps, width, outWidth, heads] = [
    /^(?:b|batch(?:_?size)?)$/i,
    /^(?:t|s|seq(?:_?len(?:gth)?)?|time(?:_?steps)?)$/i,
    /^(?:c|channels|v|vp|vocab(?:_?size)?|d(?:_?model)?)$/i,
    /^(?:oc|out(?:_?channels)?)$/i,
    /^(?:nh|n_?heads?|num_?heads|heads)$/i,
  ].map((pattern) => names.find((name) => pattern.test(name)));
  if (batch === undefined || steps === undefined || width === undefined) return null;
  return {
    batch: sizes.of(batch),
    steps: sizes.of(steps),
    width: sizes.of(width),
    outWidth: sizes.of(outWidth ?? width),
    heads: heads === undefined ? null : sizes.of(heads),
  };
}
