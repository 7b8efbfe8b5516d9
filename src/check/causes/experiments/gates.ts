import * as l10n from '@vscode/l10n';
import type { Cause } from '../../../model/report.ts';
import type { Evidence, LeafEvidence } from '../evidence.ts';
import { ranges } from '../hypotheses/lines.ts';
import { cause, list } from '../words.ts';
import type { Experiment, Group } from './experiment.ts';
import { names } from './experiment.ts';
import { readings } from './readings.ts';
import { multipliersOf } from './siblings.ts';

/** Far enough out that a sigmoid is 0 or 1 and a tanh −1 or 1, to the last bit. */
const far = 40;

/** The entries of a bias that belong to one gate. */
interface Gate {
  vector: LeafEvidence;
  from: number;
  to: number;
}

/**
 * A gate whose bias is far out is shut or wide open: nothing flows back into it, and what it lets through is nothing or
 * all. If backward is right then, the error comes in at that gate, or on the way that it gates.
 */
export const gates: Experiment = {
  id: 'layer-step',
  async test(group) {
    const found: { gate: Gate; shut: State; open: State }[] = [];
    for (const gate of gatesOf(group)) {
      if (group.all.meter.spent) return null;
      found.push({ gate, shut: await stateAt(gate, -far, group), open: await stateAt(gate, far, group) });
    }
    const gatesThat = (shut: State, open: State): Gate[] =>
      found.filter((one) => one.shut === shut && one.open === open).map(({ gate }) => gate);
    const [own, passed, way, missing] = [
      gatesThat('right', 'right'),
      gatesThat('silent', 'right'),
      gatesThat('right', 'wrong'),
      gatesThat('wrong', 'right'),
    ];
    // A gate that is left out behind another one is right as well where nothing flows back into that other one.
    if (own.length > 0 && missing.length !== 1) return ownStep(own, true, group);
    if (way.length > 0) return passed.length + missing.length === 0 ? gatedWay(way, group) : null;
    if (passed.length + missing.length !== 1) return null;
    return passed[0] ? ownStep([passed[0]], false, group) : missingGate(missing[0]!, group);
  },
};

/** Biases of gated steps: of the finest division that the state's width tells, each part is a gate. */
function gatesOf({ leaves, all }: Group): Gate[] {
  return leaves.flatMap((vector) => {
    const matrices = multipliersOf(vector, all.leaves);
    const { size } = vector.leaf;
    const widths = new Set(matrices.flatMap(({ leaf }) => leaf.shape));
    const isOneOfGates = all.leaves.some((one) => isAlike(one, vector, all));
    const parts = isOneOfGates
      ? 1
      : ([4, 3, 2].find((count) => size % count === 0 && widths.has(size / count)) ?? joined(size, widths));
    if (matrices.length === 0 || (parts === 1 && !isOneOfGates)) return [];
    const width = size / parts;
    return Array.from({ length: parts }, (_, k) => ({ vector, from: k * width, to: (k + 1) * width }));
  });
}

/** Input and state side by side in one matrix: its other side is longer than the state is. */
function joined(size: number, widths: ReadonlySet<number>): number {
  return [4, 3].find((count) => size % count === 0 && [...widths].some((n) => n !== size && n > size / count)) ?? 1;
}

/** Another bias of the same length, with matrices of the same shapes: the gates of one step. */
function isAlike(one: LeafEvidence, vector: LeafEvidence, { leaves }: Evidence): boolean {
  const shapes = (of: LeafEvidence) =>
    multipliersOf(of, leaves)
      .map(({ leaf }) => leaf.shape.join())
      .join(' ');
  return (
    one !== vector && one.leaf.size === vector.leaf.size && shapes(vector) !== '' && shapes(one) === shapes(vector)
  );
}

/** Right or wrong at two points with the gate's bias far out; silent where too few gradients are left to tell. */
type State = 'right' | 'wrong' | 'silent';

async function stateAt({ vector, from, to }: Gate, value: number, { leaves, all }: Group): Promise<State> {
  const family = [vector, ...multipliersOf(vector, all.leaves)];
  const isWhole = to - from === vector.leaf.size;
  for (const point of [all.points.at(-1)!, all.points[0]!]) {
    const base = point.slice();
    base.fill(value, vector.leaf.offset + from, vector.leaf.offset + to);
    const found = await readings(base, leaves, all, 8).catch(() => []);
    const size = found.reduce((most, { num }) => Math.max(most, Math.abs(num)), 0);
    const slack = (all.isFloat32 ? 2e-4 : 1e-7) * size;
    if (found.some(({ claim, num, error }) => Math.abs(claim - num) > 4 * error + slack)) return 'wrong';
    const speaking = leaves.filter(
      (leaf) =>
        !(isWhole && family.includes(leaf)) &&
        found.some(
          ({ flat, num, error }) =>
            flat >= leaf.leaf.offset && flat < leaf.leaf.offset + leaf.leaf.size && Math.abs(num) > 30 * error,
        ),
    );
    if (speaking.length < 2) return 'silent';
  }
  return 'right';
}

const nameOf = ({ vector, from, to }: Gate): string =>
  to - from === vector.leaf.size
    ? vector.leaf.name
    : `${vector.leaf.name}[${ranges(Array.from({ length: to - from }, (_, i) => from + i))}]`;

const atOf = ({ leaves }: Group): Cause['constants'] => ({ at: names([...leaves]).join(',') });

function ownStep(at: Gate[], isShutToo: boolean, group: Group): Cause {
  const them = list(at.map(nameOf));
  return cause(
    'layer-step',
    at.length > 1
      ? l10n.t('The error comes in where the gradient passes through all the gates with the biases {0}', them)
      : isShutToo
        ? l10n.t(
            'The error comes in at the gate with the bias {0}: in its own gradient, or in what it hands down',
            them,
          )
        : l10n.t(
            'The error comes in at the gate with the bias {0}: in its own gradient, in what it hands down, or where what flows back past it must be multiplied by it, or by 1 minus it',
            them,
          ),
    l10n.t(
      'Look at the lines of backward that make the gradient of that gate (what it multiplies in forward, and the derivative of its activation), and at the product that hands it down.',
    ),
    [
      isShutToo
        ? l10n.t('with {0} at −{1} and at {1} nothing flows back there, and all gradients are right', them, far)
        : l10n.t('with {0} at {1} nothing flows back there, and all gradients are right', them, far),
    ],
    atOf(group),
    isShutToo && at.length === 1 ? 'certain' : 'likely',
  );
}

function gatedWay(shut: Gate[], group: Group): Cause {
  const them = list(shut.map(nameOf));
  return cause(
    'layer-step',
    l10n.t('What flows back through the gates with the biases {0} is wrong or missing', them),
    l10n.t(
      'Follow the gradient along what those gates let through, such as the state that is handed from step to step: each part must be added, and multiplied by its gate and by the derivatives on the way.',
    ),
    [
      l10n.t(
        'with {0} at −{1}, where nothing is let through, all gradients are right; wide open they are not',
        them,
        far,
      ),
    ],
    atOf(group),
    'likely',
  );
}

function missingGate(gate: Gate, group: Group): Cause {
  return cause(
    'layer-step',
    l10n.t(
      'The gate with the bias {0} is left out, or taken wrongly, where the gradient flows back along what it lets through or holds back',
      nameOf(gate),
    ),
    l10n.t('Look for the line of backward that must multiply by that gate, or by 1 minus it.'),
    [
      l10n.t(
        'with {0} at {1}, where the gate is wide open, all gradients are right; shut they are not',
        nameOf(gate),
        far,
      ),
    ],
    atOf(group),
    'likely',
  );
}
