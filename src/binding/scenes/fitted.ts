import * as l10n from '@vscode/l10n';
import type { ParameterFacts } from '../../model/facts.ts';
import type { Description, Fill, Step, Value } from '../../model/plan.ts';
import { defaultStorage, findClass, methodsOf, type Context } from '../known/context.ts';
import { isParameterName } from '../gradients/leaves.ts';
import { numericPlaces, type NumericPlace } from '../known/places.ts';
import type { Budget, Scene } from '../known/scene.ts';

/** Samples that a model is fitted to: few, of an even number of features. */
const samples = 6;
const features = 4;

/**
 * `self.weights = None` until `fit(X, y)` has seen the data: a model is fitted once, so that its parameters have their
 * shapes, and gets generic entries in the place of what it has learned. Null where nothing is left open, or no fit runs.
 */
export async function fitted(
  context: Context,
  scene: Scene,
  description: Description,
  budget: Budget,
): Promise<Scene | null> {
  const owner = findClass(context, context.pair.owner);
  const open = description.kind === 'object' ? description.entries.filter(isOpen).map(([name]) => name) : [];
  const fit = owner && methodsOf(context, owner).find(({ name }) => /^(fit|train)$/.test(name));
  const [x, y, ...more] = fit?.parameters ?? [];
  if (!fit || !x || !y || more.some((one) => !one.optional && !one.rest) || !open.some(isParameterName)) {
    return null;
  }
  const self = { slot: scene.self ?? '', path: [] };
  for (const [shape, fill] of targets) {
    const steps: Step[] = [
      data('$fitX', [samples, features], { kind: 'normal', mean: 0, deviation: 0.6 }, context),
      data('$fitY', shape, fill, context),
      {
        kind: 'call',
        into: '$fitted',
        callee: { kind: 'method', on: self, name: fit.name },
        args: [
          ...['$fitX', '$fitY'].map((slot): Value => ({ kind: 'slot', at: { slot, path: [] } })),
          ...more.filter((one) => !one.rest).map(roundsOf),
        ],
      },
    ];
    const seen = await budget.run([...context.prelude, ...scene.setup, ...steps], [], []);
    const made = seen.ok ? numericPlaces(seen.slots[self.slot], self).filter((place) => isMade(place, open)) : [];
    if (made.length > 0) {
      const fills = made.map((place): Step => ({
        kind: 'fill',
        at: place.at,
        key: place.at.path.join('.'),
        fill: { kind: 'normal', mean: 0, deviation: 0.5 },
      }));
      return {
        ...scene,
        setup: [...scene.setup, ...steps, ...fills],
        label: l10n.t('{0}, then {1}', scene.label, `${fit.name}(X, y)`),
      };
    }
  }
  return null;
}

/** Two classes, in the forms that targets have. */
const targets: [number[], Fill][] = [
  [[samples], { kind: 'integer', low: 0, high: 2 }],
  [[samples, 1], { kind: 'integer', low: 0, high: 2 }],
  [[samples, 2], { kind: 'one-hot', axis: 1 }],
];

function data(into: string, shape: number[], fill: Fill, context: Context): Step {
  return { kind: 'value', into, value: { kind: 'array', key: into, shape, fill, storage: defaultStorage(context) } };
}

/** One round of training makes the parameters as well as a thousand. */
function roundsOf({ name }: ParameterFacts): Value {
  return /epoch|iter|round|steps$/i.test(name) ? { kind: 'json', value: 1 } : { kind: 'undefined' };
}

function isOpen([, { kind }]: [string, Description]): boolean {
  return kind === 'null' || kind === 'undefined';
}

/** A parameter that fit has made, in a field that was open before. */
function isMade({ name, at }: NumericPlace, open: string[]): boolean {
  return at.path.length === 1 && open.includes(name) && isParameterName(name);
}
