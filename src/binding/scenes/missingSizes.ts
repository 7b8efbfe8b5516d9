import * as l10n from '@vscode/l10n';
import type { Step } from '../../model/plan.ts';
import type { Note } from '../../model/report.ts';
import { frameOf, reachedBy, type Context } from '../known/context.ts';
import type { Scene } from '../known/scene.ts';
import { worlds } from '../known/world.ts';

/** Where a plan keeps the variables that a script did not set, as its top level was not run. */
const slot = '$sizes';
/** What the loaded module is described with at most: beyond that, a variable that is not listed may still be there. */
const mostListed = 400;

/**
 * `m, n = data.shape` of a script whose data was not read: what forward and backward still divide by gets the size that
 * goes by its name.
 */
export function withMissingSizes(context: Context, scene: Scene): Scene {
  const open = missing(context, scene);
  if (open.length === 0) {
    return scene;
  }
  const { sizes } = frameOf(context, worlds[0] as never, scene.layers ?? undefined);
  const names = open.filter((name) => sizes.knows(name));
  const steps = names.map((name): Step => ({
    kind: 'assign',
    at: { slot, path: [name] },
    value: { kind: 'json', value: sizes.of(name) },
  }));
  const view: Step = { kind: 'value', into: slot, value: { kind: 'variables', module: 'source', names } };
  return names.length > 0 ? { ...scene, setup: [view, ...steps, ...scene.setup] } : scene;
}

/** Top-level variables that the pair mentions and that the loaded module has not. */
function missing(context: Context, { forward, backward }: Scene): string[] {
  const { facts, exported } = context;
  if (exported.size === 0 || exported.size >= mostListed) {
    return [];
  }
  const calls = [forward, backward].flatMap((call) => call?.facts?.qualifiedName ?? []);
  const functions = reachedBy(context, [...calls, ...context.pair.costs]);
  const mentioned = new Set(functions.flatMap((fn) => fn.names ?? []));
  return facts.values
    .filter(({ name, reach }) => reach?.kind === 'export' && mentioned.has(name) && !exported.has(name))
    .map(({ name }) => name);
}

/** Says which variables were set, and to what. */
export function missingSizesNote(setup: readonly Step[]): Note[] {
  const set = setup.flatMap((step) =>
    step.kind === 'assign' && step.at.slot === slot && step.value.kind === 'json'
      ? [`${step.at.path.join('.')} = ${JSON.stringify(step.value.value)}`]
      : [],
  );
  return set.length === 0
    ? []
    : [
        {
          id: 'sizes-set',
          severity: 'info',
          message:
            set.length === 1
              ? l10n.t('What sets a size was not run; for this check {0} was taken.', set[0]!)
              : l10n.t('What sets sizes was not run; for this check {0} was taken.', set.join(', ')),
        },
      ];
}
