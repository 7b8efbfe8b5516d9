import { ProgressLocation, commands, l10n, window, type Disposable } from 'vscode';
import type { LeafReport, Report } from '../../model/report.ts';
import { textbookGradient } from '../../report/names.ts';
import { commandIds } from '../commandIds.ts';
import type { Fix } from '../quickFixes/fixFinder.ts';
import { readPairRef, type PairRef } from '../pairs/pairRef.ts';
import { pickPair, type Purpose } from '../pairs/pickPair.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** Commands that mend a gradient. */
export function registerFixCommands(services: Services): Disposable[] {
  return [commands.registerCommand(commandIds.findFix, (ref: unknown, leaf: unknown) => findFix(services, ref, leaf))];
}

/** Looks for a change that a check proves, shows it, and checks again once it is applied. */
async function findFix(services: Services, argument: unknown, leaf: unknown): Promise<void> {
  if (!(await requireTrust())) return;
  const purpose: Purpose = {
    question: l10n.t('Which gradient do you want to mend?'),
    suits: ({ verdict }) => verdict === 'wrong',
  };
  const ref = readPairRef(argument) ?? (await pickPair(services, purpose));
  if (!ref) return;
  const report = await currentReport(services, ref);
  const wrong = report?.leaves.filter((one) => one.verdict === 'wrong') ?? [];
  const wanted = wrong.filter(({ name }) => typeof leaf !== 'string' || name === leaf);
  if (!report || wanted.length === 0) {
    return void window.showInformationMessage(l10n.t('{0} has no wrong gradient to mend.', ref.name));
  }
  for (const one of wanted) {
    const fix = await search(services, report, one);
    if (fix === 'stopped') return;
    if (!fix) continue;
    if (await services.fixPreview.offer(fix, textbookGradient(one))) await services.checks.run(ref);
    return;
  }
  const names = wanted.map(textbookGradient).join(', ');
  const advice = wanted[0]?.cause?.advice ?? '';
  void window.showInformationMessage(
    l10n.t('No small change was found that makes {0} correct. {1}', names, advice).trim(),
  );
}

async function currentReport(services: Services, ref: PairRef): Promise<Report | null> {
  const known = services.store.get(ref);
  return known && !known.stale ? known.report : await services.checks.run(ref);
}

async function search(services: Services, report: Report, leaf: LeafReport): Promise<Fix | null | 'stopped'> {
  const known = services.fixes.known(report, leaf.name);
  if (known !== undefined) return known;
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Looking for a change that mends {0}…', textbookGradient(leaf)),
    cancellable: true,
  };
  return await window.withProgress(options, (_progress, token) => {
    const stopped = new Promise<'stopped'>((resolve) => {
      token.onCancellationRequested(() => {
        services.fixes.cancel(report, leaf.name);
        resolve('stopped');
      });
    });
    return Promise.race([services.fixes.find(report, leaf.name), stopped]);
  });
}
