import * as l10n from '@vscode/l10n';
import type { ParameterFacts } from '../../model/facts.ts';
import type { SlotPath, Value } from '../../model/plan.ts';
import { arguments_, available } from '../arguments/afterForward.ts';
import { existing, namedParameter, type Option } from '../known/context.ts';
import { compactName, nameFit, plain } from '../names/names.ts';
import { describeAt, keysOf } from '../known/places.ts';
import { roleOf } from '../names/roles.ts';
import type { ForwardRun } from '../known/scene.ts';

/** What forward kept for backward: its cache, all that it returned, or an object made of its parts. */
export function caches(run: ForwardRun, parameter: ParameterFacts): Option[] {
  const { outputs } = run;
  const whole: SlotPath = { slot: '$out', path: [] };
  const options: Option[] = [];
  if (outputs.cache) {
    options.push(existing(outputs.cache, l10n.t('the cache of forward'), 0.1));
  }
  const fromKeys = cacheByKeys(run, parameter);
  if (fromKeys) {
    options.push(fromKeys);
  }
  const later = hasOwnCache(run) ? lastResort : 0;
  options.push(
    existing(whole, l10n.t('what forward returned'), 0.6),
    ...arguments_(run, 1 + later),
    ...outputs.main.map((at) => existing(at, l10n.t('the output of forward'), 1.4 + later)),
  );
  const all = outputs.named.filter(({ name }) => /z|a|cache|saved|h/i.test(name));
  return [...options, ...all.map(({ name, at }, index) => existing(at, name, 1.6 + later + index * 0.1))];
}

/** `return A, Z`: beside its output forward has a cache. That backward is right with something else in its place excuses nothing. */
export function hasOwnCache({ outputs: { cache, main } }: ForwardRun): boolean {
  return typeof cache?.path[0] === 'number' && main.length > 0;
}

/** Added to what is tried only where nothing else runs. */
export const lastResort = 4;

/** A cache that the caller builds: each key is an argument of forward or its output. */
function cacheByKeys(run: ForwardRun, parameter: ParameterFacts): Option | null {
  const keys = parameter.keys.filter((key) => !/^(length|\d+|map|pop|shape)$/.test(key));
  if (keys.length === 0) {
    return null;
  }
  const parts = keys.map((key): [string, Value | null] => [key, partByName(run, key)]);
  const known = parts.filter((part): part is [string, Value] => part[1] !== null);
  if (known.length < keys.length) {
    return null;
  }
  const fromCache = run.outputs.cache
    ? describeAt(run.observation.slots[run.outputs.cache.slot], run.outputs.cache.path)
    : undefined;
  const has = keys.every((key) => keysOf(fromCache).includes(key));
  return {
    label: l10n.t('{0} of forward', `{ ${keys.join(', ')} }`),
    penalty: has ? 2 : 0.3,
    steps: [],
    value: { kind: 'object', entries: known },
  };
}

function partByName(run: ForwardRun, key: string): Value | null {
  const compact = compactName(key);
  const found =
    available(run).find(({ name }) => compactName(name) === compact) ??
    available(run).find(({ name }) => nameFit(plain(key), plain(name)) > 0);
  if (found) {
    return { kind: 'slot', at: found.at };
  }
  const isOutput = roleOf(namedParameter(key), 'cost') === 'prediction';
  const main = run.outputs.main[0];
  return isOutput && main ? { kind: 'slot', at: main } : null;
}
