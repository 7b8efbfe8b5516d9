import { l10n, window, type QuickPickItem } from 'vscode';
import type { FunctionFacts, ModuleFacts } from '../../model/facts.ts';

export interface PickedFunctions {
  backward: FunctionFacts;
  forward: FunctionFacts;
}

/** Which function computes gradients, and which one they belong to; null where the user gave up or there are no two. */
export async function pickFunctions({ functions, pairs }: ModuleFacts): Promise<PickedFunctions | null> {
  const reachable = functions.filter(({ reach }) => reach !== null);
  if (reachable.length < 2) {
    const message = l10n.t(
      'This file has no two functions that could be called from outside: a forward (or a cost) and its gradient.',
    );
    void window.showInformationMessage(message);
    return null;
  }
  const found = new Set(pairs.map(({ backward }) => backward));
  const open = reachable.filter(({ qualifiedName }) => !found.has(qualifiedName));
  const backward = await pick(open.length > 0 ? open : reachable, l10n.t('Which function computes the gradients?'));
  if (!backward) return null;
  const others = reachable.filter((one) => one !== backward);
  const forward = await pick(
    others,
    l10n.t('Gradients of what? The forward function or the cost of {0}', backward.name),
  );
  return forward ? { backward, forward } : null;
}

async function pick(functions: readonly FunctionFacts[], title: string): Promise<FunctionFacts | null> {
  const items = functions.map((facts): QuickPickItem & { facts: FunctionFacts } => ({
    label: facts.qualifiedName,
    description: `(${facts.parameters.map(({ name }) => name).join(', ')})`,
    detail: l10n.t('line {0}', facts.range.line),
    facts,
  }));
  const chosen = await window.showQuickPick(items, { title, placeHolder: title, matchOnDescription: true });
  return chosen?.facts ?? null;
}
