import { commands, l10n, window, workspace, type Disposable } from 'vscode';
import { lensTitle } from '../../report/words.ts';
import { askInterpreter } from '../python/askInterpreter.ts';
import { commandIds } from '../commandIds.ts';
import { interpreterPrompt } from '../python/interpreterPrompt.ts';
import { readPairRef, refOfPair, type PairRef, type RunOverrides } from '../pairs/pairRef.ts';
import { fileOf } from '../documents/places.ts';
import { findPairs, pickPair, sayNone } from '../pairs/pickPair.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** Commands that start and stop checks. */
export function registerRunCommands(services: Services): Disposable[] {
  const register = (id: string, run: (argument: unknown) => unknown): Disposable => commands.registerCommand(id, run);
  return [
    register(commandIds.run, (argument) => runOne(services, argument, () => ({}))),
    register(commandIds.exactSweep, (argument) => runOne(services, argument, () => ({ mode: 'exact' }))),
    register(commandIds.otherInputs, (argument) => runOne(services, argument, (ref) => nextSeed(services, ref))),
    register(commandIds.runAll, () => runAll(services)),
    register(commandIds.cancel, (argument) => cancel(services, readPairRef(argument) ?? undefined)),
  ];
}

/** The next seed after the one that the pair was last checked with. */
export function nextSeed(services: Services, ref: PairRef): RunOverrides {
  const seed = services.store.get(ref)?.report.inputs?.seed;
  return { seed: (seed ?? 1) + 1 };
}

async function runOne(services: Services, argument: unknown, overrides: (ref: PairRef) => RunOverrides): Promise<void> {
  if (!(await requireTrust())) return;
  const given = readPairRef(argument);
  const ref = given ?? (await pickPair(services, { question: l10n.t('Which gradient do you want to check?') }));
  if (!ref) return;
  const report = await services.checks.run(ref, overrides(ref));
  if (!report) return void window.showWarningMessage(l10n.t('{0} was not found in its file any more.', ref.name));
  void askInterpreter(report, interpreterPrompt);
  if (!given) window.setStatusBarMessage(`${ref.name}: ${lensTitle(report)}`, 8000);
  if (isHeard() && report.error?.kind !== 'cancelled') void window.showInformationMessage(report.headline);
  const active = window.activeTextEditor;
  const isElsewhere = !active || fileOf(active.document) !== ref.file;
  if (!given && isElsewhere) services.panel.show(ref);
}

/** A command that has nothing to do says so, or it looks broken. */
function cancel(services: Services, ref: PairRef | undefined): void {
  if (services.checks.running().length === 0) {
    window.setStatusBarMessage(l10n.t('No gradient check is running.'), 4000);
  }
  services.checks.cancel(ref);
}

/** A lens that changes is not read out; a notification is. */
function isHeard(): boolean {
  return workspace.getConfiguration('editor').get('accessibilitySupport') === 'on';
}

async function runAll(services: Services): Promise<void> {
  if (!(await requireTrust())) return;
  const pairs = await findPairs(services);
  if (pairs === null) return;
  if (pairs.length === 0) return await sayNone();
  const reports = await Promise.all(pairs.map((pair) => services.checks.run(refOfPair(pair))));
  const unable = reports.find((report) => report?.error?.kind === 'interpreter');
  if (unable) void askInterpreter(unable, interpreterPrompt);
  const done = reports.filter((report) => report !== null).filter((report) => report.error?.kind !== 'cancelled');
  const count = (verdict: string): number => done.filter((report) => report.verdict === verdict).length;
  const summary = l10n.t(
    'Gradient check of {0} pairs: {1} correct, {2} wrong, {3} without a verdict.',
    done.length,
    count('correct'),
    count('wrong'),
    count('inconclusive'),
  );
  const problems = l10n.t('Show Problems');
  if ((await window.showInformationMessage(summary, problems)) === problems) {
    await commands.executeCommand('workbench.actions.view.problems');
  }
}
