import { fault, type Fault } from '../model/fault.ts';
import type { Description, Observation } from '../model/plan.ts';
import { gradientSlot } from './backwardSearch.ts';
import type { Context } from './context.ts';
import { looksLikeGradient } from './names.ts';
import { hasGaps } from './places.ts';

/** Backward ran with the values that it was given: says what it returned that can be no gradient; null where nothing stands out. */
export function unusableGradient(context: Context, observation: Observation & { ok: true }): Fault | null {
  const returned = observation.slots[gradientSlot];
  const entries = returned?.kind === 'object' ? returned.entries : [];
  for (const [name, part] of entries) {
    const why = looksLikeGradient(name) ? whyUnusable(part) : null;
    if (why === null) continue;
    const place = { file: context.facts.file, line: context.pair.range.line, column: context.pair.range.column };
    return fault('shape', `${name}, which ${context.pair.backward} returns, is no array of numbers: ${why}`, place);
  }
  return null;
}

function whyUnusable(part: Description): string | null {
  switch (part.kind) {
    case 'other':
      return 'it is a BigInt or a symbol. Convert it with Number().';
    case 'undefined':
    case 'null':
      return 'it is missing, or reading it throws. Return an array of numbers.';
    case 'array':
      return part.shape.includes(0) ? 'it is empty. Was its buffer transferred (detached)?' : null;
    case 'list':
      return whyNoNumbers(part.items);
    default:
      return null;
  }
}

function whyNoNumbers(items: Description[]): string | null {
  if (items.length === 0) return 'it is empty. Return an array of numbers.';
  if (items.some((item) => item.kind === 'other')) return 'it holds BigInts or symbols. Convert them with Number().';
  return hasGaps(items) ? 'some of its places are empty. Fill every entry, with 0 where nothing flows.' : null;
}
