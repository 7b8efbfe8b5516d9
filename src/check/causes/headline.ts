import * as l10n from '@vscode/l10n';
import type { Cause } from '../../model/report.ts';
import { labelOf } from './catalogue.ts';
import type { Evidence, LeafEvidence } from './evidence.ts';
import { multipliersOf } from './experiments/siblings.ts';
import { cause, list } from './words.ts';

export interface Explained {
  leaf: LeafEvidence;
  cause: Cause;
}

/** One cause for the whole check: what the wrong leaves have in common, or that they have several. */
export function headline(explained: readonly Explained[], all: Evidence): Cause | null {
  const groups = new Map<string, Explained[]>();
  for (const entry of explained) {
    if (
      isConsequence(entry.cause) &&
      explained.some(({ cause: other }) => !isConsequence(other) && other.id === entry.cause.id)
    )
      continue;
    const key = keyOf(entry.cause);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const parts = [...groups.values()].map((group) => merged(group, all));
  if (parts.length <= 1) return parts[0] ?? null;
  return parts.every(({ id }) => id === 'unknown') ? parts[0]! : several(parts);
}

/** Several causes as one, for the whole check; each is an entry of its evidence. */
export function several(parts: readonly Cause[]): Cause {
  const known = parts.filter(({ id }) => id !== 'unknown');
  const texts = [...known, ...parts.filter(({ id }) => id === 'unknown')].map(({ message }) => message);
  // What is unknown may be one more effect of a mistake that is known.
  const isOpen = known.length < parts.length;
  const start = isOpen
    ? l10n.t('No single cause explains them all')
    : l10n.t('{0} different things are wrong', parts.length);
  return cause(
    'several',
    `${start}: ${texts.slice(0, 3).join('. ')}${texts.length > 3 ? '. …' : ''}`,
    l10n.t('Each parameter has its own cause below; repair one, then check again.'),
    texts,
    { count: parts.length, ids: parts.map(({ id }) => id).join(','), ...(isOpen ? { isOpen: 1 } : {}) },
    parts.every(({ confidence }) => confidence === 'certain') ? 'certain' : 'likely',
  );
}

const isConsequence = ({ constants }: Cause): boolean => constants['follows'] !== undefined;

/** Causes that are one and the same when they occur at several leaves. */
function keyOf({ id, constants, message }: Cause): string {
  if (id === 'data-term-missing') return 'zero';
  if (id === 'constant-factor') return `${id} ${Number(constants['factor']).toPrecision(2)}`;
  if (id === 'elementwise-map') return `${id} ${constants['map']}`;
  const isShared = [
    'weight-decay',
    'zero',
    'not-a-number',
    'unknown',
    'swapped-leaves',
    'accumulation',
    'own-line',
    'fixed-factors',
    'transposed',
    'permuted',
    'row-factor',
    'frozen',
  ];
  if (isShared.includes(id) || id === 'flipped' || id === 'partial' || id === 'wrong-sum' || id === 'offset') return id;
  return `${id} ${message}`;
}

function merged(group: readonly Explained[], all: Evidence): Cause {
  const first = group[0]!.cause;
  if (group.length === 1 || group.every((entry) => entry.cause === first)) return first;
  const gradients = list(group.map(({ leaf }) => leaf.leaf.gradientName));
  const everything = all.leaves.every((leaf) => group.some((entry) => entry.leaf === leaf) || isFlat(leaf));
  if (first.id === 'constant-factor') return factor(group, gradients, everything, all);
  if (first.id === 'unknown') {
    return { ...first, message: l10n.t('{0} are wrong; the cause is not known', gradients) };
  }
  if (first.id === 'own-line') {
    return {
      ...first,
      message: l10n.t(
        '{0} are wrong each in its own line: the gradients that reach those layers are right, the lines that compute {0} are not',
        gradients,
      ),
      evidence: group.flatMap((entry) => entry.cause.evidence),
    };
  }
  if (first.id === 'swapped-leaves' || first.id === 'accumulation') return first;
  if (first.id === 'not-a-number')
    return { ...first, message: l10n.t('{0} are not numbers (NaN or infinite), in part or as a whole', gradients) };
  return {
    ...first,
    message: l10n.t('{0} have the same mistake: {1}', gradients, first.message),
    evidence: group.flatMap((entry) => entry.cause.evidence.map((line) => `${entry.leaf.leaf.gradientName}: ${line}`)),
    confidence: group.every((entry) => entry.cause.confidence === 'certain') ? 'certain' : 'likely',
  };
}

function factor(group: readonly Explained[], gradients: string, everything: boolean, all: Evidence): Cause {
  const first = (group.find(({ cause: { constants } }) => constants['name'] !== undefined) ?? group[0]!).cause;
  const c = Number(first.constants['factor']);
  const word =
    c === -1
      ? l10n.t('have the wrong sign')
      : l10n.t('are {0} × what the cost says', first.constants['name'] ?? Number(c.toPrecision(4)));
  const evidence = group.map((entry) => `${entry.leaf.leaf.gradientName}: ${entry.cause.evidence[0]}`);
  if (everything) {
    return {
      ...first,
      id: 'cost-scale',
      label: labelOf('cost-scale', first.constants),
      message:
        c === -1
          ? l10n.t('All gradients have the wrong sign')
          : l10n.t('All gradients {0}: cost and backward differ by that factor', word),
      advice: l10n.t(
        'The factor comes in at the very start of backward, or the cost has it and backward has not. {0}',
        first.advice,
      ),
      evidence,
    };
  }
  const step = group.some(({ leaf }) =>
    multipliersOf(leaf, all.leaves).some((other) => group.some((entry) => entry.leaf === other)),
  );
  const right = all.leaves.filter((leaf) => !leaf.isWrong && !isFlat(leaf)).map(({ leaf }) => leaf.name);
  return {
    ...first,
    message:
      right.length === 0
        ? `${gradients} ${word}`
        : right.length === 1
          ? l10n.t('{0} {1}; {2} is right', gradients, word, right[0]!)
          : l10n.t('{0} {1}; {2} are right', gradients, word, list(right)),
    advice: step
      ? l10n.t('The factor comes in at one step of backward, above all of them. {0}', first.advice)
      : first.advice,
    evidence,
    constants: { ...first.constants, at: group.map(({ leaf }) => leaf.leaf.name).join(',') },
  };
}

/** The true gradient is 0: no factor can be seen. */
function isFlat({ isWrong, views }: LeafEvidence): boolean {
  return !isWrong && views[0]!.numeric.every((num, i) => !(Math.abs(num) > 20 * views[0]!.error[i]!));
}
