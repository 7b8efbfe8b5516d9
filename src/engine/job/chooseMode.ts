import * as l10n from '@vscode/l10n';
import type { BoundPlan } from '../../binding/plans/binding.ts';
import { withWord, type ModeChoice } from '../../binding/costs/modeChoices.ts';
import type { Note } from '../../model/report.ts';
import type { FastVerdict } from './checkPlan.ts';

/** Words that are tried beside the one that binding took. */
const most = 8;

/**
 * `backward(dout, cache, activation)` has a branch for each activation, and a check goes through one of them. Where that one
 * is right, the others get the fast check, and the first that is wrong is checked instead; a note says which words were
 * tried. What does not run with a word says nothing about backward.
 */
export async function chooseMode(bound: BoundPlan, verdictOf: FastVerdict): Promise<BoundPlan> {
  // With a guessed cost, what is right for one activation need not be the gradient of the same cost for another.
  const choices = bound.guessedCost !== null ? [] : bound.modes;
  const tried = choices.flatMap((choice) => choice.others.map((word) => ({ choice, word }))).slice(0, most);
  if (tried.length === 0 || (await verdictOf(bound.plan)) !== 'correct') return bound;
  const right: string[] = [];
  for (const { choice, word } of tried) {
    const other = { ...bound, plan: withWord(bound.plan, choice, word) };
    const verdict = await verdictOf(other.plan);
    if (verdict === 'wrong') return named(other, choice, word);
    if (verdict === 'correct') right.push(`${choice.name} = ${asWritten(word)}`);
  }
  return right.length === 0
    ? bound
    : withNote(bound, 'info', l10n.t('Also right, by the fast check: {0}.', right.join(', ')));
}

/** The plan as the report tells of it. */
function named(bound: BoundPlan, { name, chosen }: ModeChoice, word: string | number): BoundPlan {
  const [before, after] = [asWritten(chosen), asWritten(word)];
  const values = bound.inputs.arguments.map((one) => ({
    ...one,
    value:
      typeof chosen === 'string'
        ? one.value.replaceAll(before, after)
        : one.value.replaceAll(`${name}: ${before}`, `${name}: ${after}`),
  }));
  const inputs = { ...bound.inputs, arguments: values };
  const message = l10n.t('Right with {0} = {1}; what is wrong here was found with {2}.', name, before, after);
  return withNote({ ...bound, inputs }, 'warning', message);
}

function asWritten(word: string | number): string {
  return typeof word === 'string' ? `'${word}'` : String(word);
}

function withNote(bound: BoundPlan, severity: Note['severity'], message: string): BoundPlan {
  return { ...bound, notes: [...bound.notes, { id: 'other-modes', severity, message }] };
}
