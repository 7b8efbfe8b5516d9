import * as l10n from '@vscode/l10n';
import type { Description, Ref, SlotPath, Step } from '../../model/plan.ts';
import { fault, GradientCheckError } from '../../model/fault.ts';
import type { Context, Given } from './context.ts';
import { keysOf, numericPlaces } from './places.ts';
import type { Budget } from './scene.ts';

/** What an inputs file gives for one pair. */
export interface FileInputs {
  /** Steps that load and, for a function, call the export. */
  prelude: Step[];
  given: Map<string, Given>;
  description: Description & { kind: 'object' };
  at: SlotPath;
}

export const inputsSlot = '$inputs';

/** Reads the exports of `name.gradcheck.*` through a trial, and picks the one that is meant for this pair. */
export async function readInputsFile(context: Context, budget: Budget): Promise<FileInputs | null> {
  const load: Step = {
    kind: 'value',
    into: inputsSlot,
    value: { kind: 'ref', ref: { module: 'inputs', reach: { kind: 'export', path: [] } } },
  };
  const observation = await budget.run([load], [], []);
  if (!observation.ok) {
    throw new GradientCheckError(observation.fault);
  }
  const namespace = observation.slots[inputsSlot];
  if (namespace?.kind !== 'object') {
    throw new GradientCheckError(
      fault(
        'inputs',
        l10n.t(
          'The inputs file exports nothing. Export an object with a key for each argument, for example: export default { x: [[1, 2], [3, 4]] }.',
        ),
      ),
    );
  }
  const usable = namespace.entries.filter(([, value]) => value.kind === 'object' || value.kind === 'function');
  const own = ownExport(context, usable) ?? usable.find(([name]) => name === 'default');
  if (!own && context.facts.language === 'python') {
    const written = await namesAsKeys(context, budget);
    if (written) return written;
  }
  const [name, description] = own ?? (usable.length === 1 && usable[0] ? usable[0] : [null, null]);
  if (name === null) return null;
  return description.kind === 'function'
    ? called(name, load, budget)
    : asObject([load], { slot: inputsSlot, path: [name] }, description);
}

/** Keys that are no names of arguments; the others are in docs/inputs.md as well. */
const reserved = ['parameters', 'cost', 'gradients', 'forward', 'instance', 'network', 'layer', 'model', 'epsilon'];

/** In Python the names of the file itself are the keys: `x = np.ones((2, 3))`; or one of them is called `inputs`. */
async function namesAsKeys(context: Context, budget: Budget): Promise<FileInputs | null> {
  const load = (reach: Ref['reach']): Step => ({
    kind: 'value',
    into: inputsSlot,
    value: { kind: 'ref', ref: { module: 'inputs', reach } },
  });
  const all = load({ kind: 'export', path: ['default'] });
  const observation = await budget.run([all], [], []);
  const found = observation.ok ? observation.slots[inputsSlot] : undefined;
  if (found?.kind === 'function') {
    return called('default', all, budget);
  }
  const names = [context.forward, context.backward].flatMap((fn) => fn?.parameters.map(({ name }) => name) ?? []);
  const isMeant = keysOf(found).some((key) => names.includes(key) || reserved.includes(key));
  return isMeant ? asObject([all], { slot: inputsSlot, path: [] }, found) : null;
}

/** A named export for this pair. */
function ownExport(context: Context, usable: [string, Description][]): [string, Description] | undefined {
  const { pair } = context;
  const names = [pair.name, pair.id, pair.owner, pair.backward, pair.forward]
    .filter((name): name is string => name !== null)
    .flatMap((name) => [name, name.replace(/^.*\./, '')]);
  const named = usable.find(([name]) => names.includes(name));
  const byKey = usable.find(
    ([, value]) =>
      value.kind === 'object' &&
      value.entries.some(([key, inner]) => key === 'pair' && inner.kind === 'string' && names.includes(inner.value)),
  );
  return named ?? byKey;
}

/** A function of a seeded random source is called once, in the set-up. */
async function called(name: string, load: Step, budget: Budget): Promise<FileInputs | null> {
  const call: Step = {
    kind: 'call',
    into: '$given',
    callee: { kind: 'ref', ref: { module: 'inputs', reach: { kind: 'export', path: [name] } } },
    args: [{ kind: 'random', key: 'inputs' }],
  };
  const observation = await budget.run([call], [], []);
  if (!observation.ok) {
    throw new GradientCheckError(observation.fault);
  }
  return asObject([call], { slot: '$given', path: [] }, observation.slots.$given, load);
}

function asObject(
  prelude: Step[],
  at: SlotPath,
  description: Description | undefined,
  _load?: Step,
): FileInputs | null {
  if (description?.kind !== 'object') {
    throw new GradientCheckError(
      fault(
        'inputs',
        l10n.t('The inputs file must export an object with a key for each argument, or a function that returns one.'),
      ),
    );
  }
  const given = new Map(
    description.entries.map(([key, inner]): [string, Given] => [
      key,
      { kind: 'place', at: { slot: at.slot, path: [...at.path, key] }, description: inner },
    ]),
  );
  return { prelude, given, description, at };
}

/** The widest form: { parameters, cost(p), gradients(p) } needs no pair at all. */
export function isWidest(file: FileInputs): boolean {
  const kind = (key: string): string | undefined => file.description.entries.find(([name]) => name === key)?.[1].kind;
  return (
    kind('cost') === 'function' &&
    kind('gradients') === 'function' &&
    numericPlaces(file.given.get('parameters')?.kind === 'place' ? file.description : undefined, file.at).length > 0
  );
}
