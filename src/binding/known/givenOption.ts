import * as l10n from '@vscode/l10n';
import type { Fill, Value } from '../../model/plan.ts';
import { defaultStorage, findClass, findFunction, refTo, type Frame, type Option } from './context.ts';
import type { ArrayEntry, TagEntry } from './tag.ts';

/** The option that the tag or the inputs file gives for an argument, or null. */
export function givenOption(frame: Frame, name: string): Option | null {
  const given = frame.context.given.get(name);
  if (!given) {
    return null;
  }
  if (given.kind === 'place') {
    return { label: l10n.t('from the inputs file'), penalty: 0, steps: [], value: { kind: 'slot', at: given.at } };
  }
  return tagOption(frame, name, given.entry);
}

function tagOption(frame: Frame, name: string, entry: TagEntry): Option | null {
  switch (entry.kind) {
    case 'value':
      return { label: JSON.stringify(entry.value), penalty: 0, steps: [], value: { kind: 'json', value: entry.value } };
    case 'array':
      return arrayOption(frame, name, entry);
    case 'name': {
      const thing =
        findFunction(frame.context, entry.name) ??
        frame.context.facts.values.find((value) => value.name === entry.name);
      const ref = thing && refTo(frame.context, thing);
      return ref ? { label: entry.name, penalty: 0, steps: [], value: { kind: 'ref', ref } } : null;
    }
    case 'make': {
      const made = makeStep(frame, entry, `${name}$made`);
      return (
        made && {
          label: `${entry.name}(…)`,
          penalty: 0,
          steps: [made],
          value: { kind: 'slot', at: { slot: `${name}$made`, path: [] } },
        }
      );
    }
    default:
      return entry satisfies never;
  }
}

/** The step that runs `new Network([4, 5, 2])` or `initialize([4, 5, 2])` of a tag. */
export function makeStep(frame: Frame, entry: TagEntry & { kind: 'make' }, into: string) {
  const { context } = frame;
  const thing = entry.isNew
    ? findClass(context, entry.name)
    : (findFunction(context, entry.name) ?? findClass(context, entry.name));
  const ref = thing && refTo(context, thing);
  const args = entry.args.map((one, index): Value =>
    one.kind === 'value' ? { kind: 'json', value: one.value } : arrayOption(frame, `${into}.${index}`, one).value,
  );
  return ref
    ? {
        kind: 'call' as const,
        into,
        callee: { kind: entry.isNew ? ('construct' as const) : ('ref' as const), ref },
        args,
      }
    : null;
}

function arrayOption(frame: Frame, name: string, entry: ArrayEntry): Option {
  const shape = entry.dims.map((dim) => (typeof dim === 'number' ? dim : frame.sizes.of(dim)));
  const fill: Fill = entry.fill ?? { kind: 'normal', mean: 0, deviation: 0.6 };
  const storage = entry.storage ?? defaultStorage(frame.context);
  const used = shape.length > 1 && typeof storage === 'string' && /float|int/.test(storage) ? 'nested' : storage;
  const value: Value = { kind: 'array', key: name, shape, fill: axisFrom(fill, shape), storage: used };
  return {
    label: l10n.t('{0} from the tag', shape.join('×') || l10n.t('a number')),
    penalty: 0,
    steps: [],
    value,
    shape,
  };
}

function axisFrom(fill: Fill, shape: number[]): Fill {
  const isAlong = fill.kind === 'one-hot' || fill.kind === 'probability';
  return isAlong && fill.axis < 0 ? { ...fill, axis: Math.max(0, shape.length + fill.axis) } : fill;
}
