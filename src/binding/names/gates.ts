import { plain } from './names.ts';

const gate = /^(?:w|weight|b|bias)_?(f|i|o|c|g|u|z|r|h|n|forget|input|output|candidate|cell|update|reset|hidden)$/;
/** Weights of their own for the last state or for the input: then none is multiplied with both. */
const apart = /^(?:u|r|v)_?(?:f|i|o|c|g|z|r|h|n)$|^w_?(?:[xh][fiocgzrnu]|[fiocgzrnu][xh])$/;

function gateOf(name: string): string | null {
  return gate.exec(plain(name).base)?.[1]?.[0] ?? null;
}

/**
 * True for `Wf` beside `Wi`, `Wo` and `Wc`, for `Wz` beside `Wr` and `Wh`, and for their biases: each gate of a recurrent cell
 * takes the last state and the input, one behind the other, and is as long as the state.
 */
export function isGate(name: string, siblings: readonly string[]): boolean {
  const own = gateOf(name);
  if (own === null || siblings.some((other) => apart.test(plain(other).base))) return false;
  const weights = new Set(siblings.filter((other) => /^w/i.test(other)).flatMap((other) => gateOf(other) ?? []));
  const isLstm = weights.has('f') && (weights.has('i') || weights.has('u')) && weights.has('o');
  const isGru = weights.has('z') && weights.has('r') && (weights.has('h') || weights.has('c') || weights.has('n'));
  return (isLstm && /^[fiocgun]$/.test(own)) || (isGru && /^[zrhcn]$/.test(own));
}
