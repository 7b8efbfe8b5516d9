import * as l10n from '@vscode/l10n';
import type { ParameterFacts } from '../../model/facts.ts';
import type { Description, SlotPath, Value } from '../../model/plan.ts';
import { existing, type Option } from '../known/context.ts';
import { keysOf } from '../known/places.ts';
import type { ForwardRun } from '../known/scene.ts';

const deepest = 2;

interface Held {
  at: SlotPath;
  held: Description | undefined;
}

/** What is there once forward has run, the outermost first. */
function everything({ observation, filled, scene }: ForwardRun): Held[] {
  const slots = new Set(['$out', ...filled.map(({ slot }) => slot.slot), ...(scene.self === null ? [] : [scene.self])]);
  let level = [...slots].map((slot): Held => ({ at: { slot, path: [] }, held: observation.slots[slot] }));
  const found: Held[] = [];
  for (let depth = 0; depth <= deepest && level.length > 0; depth++) {
    found.push(...level);
    level = level.flatMap(({ at, held }) => membersOf(at, held));
  }
  return found;
}

function membersOf(at: SlotPath, held: Description | undefined): Held[] {
  const inside = (part: string | number): SlotPath => ({ slot: at.slot, path: [...at.path, part] });
  if (held?.kind === 'object') {
    return held.entries.map(([key, inner]) => ({ at: inside(key), held: inner }));
  }
  return held?.kind === 'list' ? held.items.map((inner, index) => ({ at: inside(index), held: inner })) : [];
}

/**
 * `backward({ A1, A2 }, …)`: what takes its argument apart gets the object that holds all of its keys, else one that is put
 * together from the objects that hold each.
 */
export function keyedValues(run: ForwardRun, { destructured, keys, name }: ParameterFacts): Option[] {
  if (!destructured || keys.length === 0) {
    return [];
  }
  const all = everything(run);
  if (name.startsWith('[')) {
    const lists = all.filter(({ held }) => lengthOf(held) === keys.length);
    return lists.map(({ at }, index) => existing(at, l10n.t('what holds {0}', keys.join(', ')), index * 0.3));
  }
  const objects = all.flatMap(({ at, held }) => (held?.kind === 'object' ? [{ at, keys: keysOf(held) }] : []));
  const whole = objects.filter((one) => keys.every((key) => one.keys.includes(key)));
  if (whole.length > 0) {
    return whole.map(({ at }, index) => existing(at, l10n.t('what holds {0}', keys.join(', ')), index * 0.3));
  }
  const parts = keys.map((key) => [key, objects.find((one) => one.keys.includes(key))?.at] as const);
  const entries = parts.flatMap(([key, at]): [string, Value][] =>
    at ? [[key, { kind: 'slot', at: { slot: at.slot, path: [...at.path, key] } }]] : [],
  );
  return entries.length === keys.length
    ? [
        {
          label: l10n.t('{0} of forward', `{ ${keys.join(', ')} }`),
          penalty: 0.2,
          steps: [],
          value: { kind: 'object', entries },
        },
      ]
    : [];
}

/** A list of vectors of one length is described as one array. */
function lengthOf(held: Description | undefined): number | null {
  return held?.kind === 'list' ? held.items.length : held?.kind === 'array' ? (held.shape[0] ?? null) : null;
}
