import * as l10n from '@vscode/l10n';
import { fault, type Fault } from '../../model/fault.ts';
import type { Description, Observation } from '../../model/plan.ts';
import { gradientSlot } from './backwardSearch.ts';
import type { Context } from '../known/context.ts';
import { looksLikeGradient } from '../names/names.ts';
import { hasGaps } from '../known/places.ts';

/** Backward ran with the values that it was given: says what it returned that can be no gradient; null where nothing stands out. */
export function unusableGradient(context: Context, observation: Observation & { ok: true }): Fault | null {
  const returned = observation.slots[gradientSlot];
  const entries = returned?.kind === 'object' ? returned.entries : [];
  for (const [name, part] of entries) {
    const why = looksLikeGradient(name) ? whyUnusable(part) : null;
    if (why === null) continue;
    const place = { file: context.facts.file, line: context.pair.range.line, column: context.pair.range.column };
    return fault(
      'shape',
      l10n.t('{0}, which {1} returns, is no array of numbers: {2}', name, context.pair.backward, why),
      place,
    );
  }
  return null;
}

function whyUnusable(part: Description): string | null {
  switch (part.kind) {
    case 'other':
      return l10n.t('it is a BigInt or a symbol. Convert it with Number().');
    case 'undefined':
    case 'null':
      return l10n.t('it is missing, or reading it throws. Return an array of numbers.');
    case 'array':
      return part.shape.includes(0) ? l10n.t('it is empty. Was its buffer transferred (detached)?') : null;
    case 'list':
      return whyNoNumbers(part.items);
    default:
      return null;
  }
}

function whyNoNumbers(items: Description[]): string | null {
  if (items.length === 0) return l10n.t('it is empty. Return an array of numbers.');
  if (items.some((item) => item.kind === 'other'))
    return l10n.t('it holds BigInts or symbols. Convert them with Number().');
  return hasGaps(items) ? l10n.t('some of its places are empty. Fill every entry, with 0 where nothing flows.') : null;
}
