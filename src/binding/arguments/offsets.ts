import type { FunctionFacts, ParameterFacts } from '../../model/facts.ts';
import type { Context } from '../known/context.ts';

/* One buffer holds the parameters of all layers, and each function is told where its own begin: `conv(params, offset, x)`. */

/** Room for the weights of one small layer; what is not read has no gradient on either side. */
const blockLength = 100;
/** Not 0, which would hide an offset that backward forgets. */
const first = 3;

/** True for code in which offsets lead into buffers. */
export function usesOffsets({ forward, backward }: Context): boolean {
  return offsets([forward, backward]).length > 0;
}

/** Where the block of an argument begins, or null where it is no offset into a buffer. */
export function offsetOf({ forward, backward }: Context, name: string): number | null {
  const known = offsets([forward, backward]);
  const at = known.findIndex((one) => one.name === name);
  return at < 0 ? null : first + at * blockLength;
}

/** The length of a buffer that offsets lead into; null for every other array. */
export function bufferLength({ forward, backward }: Context, name: string): number | null {
  const known = offsets([forward, backward]);
  const isBuffer = known.some(({ use }) => use.offsetInto?.includes(name));
  return isBuffer ? first + (known.length + 1) * blockLength : null;
}

/** The first parameter of each name that is added to indices of another one and is nothing else by its own name. */
function offsets(functions: readonly (FunctionFacts | null)[]): ParameterFacts[] {
  const all = functions.flatMap((fn) => (fn?.parameters ?? []).filter((one) => isOffset(one, fn?.parameters ?? [])));
  return all.filter((one, index) => all.findIndex(({ name }) => name === one.name) === index);
}

const offsetName =
  /^_?(?:off|ofs|base|start|begin|ptr|pos|at|w|b|wt|weights?|bias)$|off(?:set)?s?$|^(?:off|offset|base|start|ptr)[A-Z_]|(?:Off|Offset|Base|Start|Ptr|At|Idx)$/;

function isOffset({ name, type, use }: ParameterFacts, siblings: readonly ParameterFacts[]): boolean {
  const isNumber = use.indexDepth === 0 && use.methods.length === 0 && (type === null || type.trim() === 'number');
  const into = use.offsetInto ?? [];
  return (
    isNumber &&
    !use.loopBound &&
    offsetName.test(name) &&
    into.some((array) => siblings.some((one) => one.name === array))
  );
}
