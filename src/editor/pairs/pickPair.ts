import { ProgressLocation, QuickPickItemKind, commands, l10n, window, workspace, type QuickPickItem } from 'vscode';
import type { Pair } from '../../model/facts.ts';
import type { Report } from '../../model/report.ts';
import { lensTitle } from '../../report/words.ts';
import { commandIds } from '../commandIds.ts';
import { isUnnamed } from '../documents/documents.ts';
import { pairAt } from './pairAt.ts';
import { refOfPair, type PairRef } from './pairRef.ts';
import { firstLineOf } from '../documents/places.ts';
import type { Services } from '../services.ts';

/** What a pair is picked for. */
export interface Purpose {
  /** What stands in the box. */
  question: string;
  /** Which reports it makes sense for: pairs with such a one are offered alone, where there are any. */
  suits?: (report: Report) => boolean;
}

/**
 * The pair at the cursor, else a pick of the file's pairs, else of the workspace's. Null where the user gave up or
 * where there is none, which is then said.
 */
export async function pickPair(services: Services, purpose: Purpose): Promise<PairRef | null> {
  const editor = window.activeTextEditor;
  const facts = editor ? await services.index.facts(editor.document) : null;
  if (editor && facts && facts.pairs.length > 0) {
    const here = pairAt(facts, (firstLineOf(editor.document) ?? 1) + editor.selection.active.line);
    if (here) return refOfPair(here);
    return await pickOf(facts.pairs, services, purpose);
  }
  if (editor && isUnnamed(editor.document)) {
    await askToSave();
    return null;
  }
  const pairs = await findPairs(services);
  if (pairs === null) return null;
  if (pairs.length === 0) {
    await sayNone();
    return null;
  }
  return await pickOf(pairs, services, purpose);
}

/** A text that was never saved has no file that a check could load: without a word, a pick of other files would puzzle. */
export async function askToSave(): Promise<void> {
  const save = l10n.t('Save As…');
  const message = l10n.t('A gradient check runs functions from a file. Save this text first.');
  if ((await window.showInformationMessage(message, save)) === save) {
    await commands.executeCommand('workbench.action.files.saveAs');
  }
}

/** All pairs of the workspace, with progress; null where it was cancelled. */
export async function findPairs(services: Services): Promise<Pair[] | null> {
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Looking for forward and backward functions…'),
    cancellable: true,
  };
  return await window.withProgress(options, async (_progress, token) => {
    const pairs = await services.workspacePairs.all(token);
    return token.isCancellationRequested ? null : pairs;
  });
}

/** The extension's walkthrough, by the names of package.json. */
const walkthrough = 'gradient-check.gradient-check#start';

/** An empty result that teaches. */
export async function sayNone(): Promise<void> {
  const pick = l10n.t('Choose the Functions…');
  const how = l10n.t('How It Works');
  const message = l10n.t(
    'No pair of a forward and a backward function was found. Name them alike (forward and backward, affineForward and affineBackward, cost and costGradient) and let backward return the gradients (dW1, db1, …).',
  );
  // With buttons VS Code shows the whole text; without, its first line.
  const pressed = await window.showInformationMessage(message, pick, how);
  if (pressed === pick) await commands.executeCommand(commandIds.checkFunctions);
  if (pressed === how) await commands.executeCommand('workbench.action.openWalkthrough', walkthrough);
}

async function pickOf(pairs: Pair[], services: Services, { question, suits }: Purpose): Promise<PairRef | null> {
  const suited = pairs.filter((pair) => {
    const report = services.store.get(refOfPair(pair))?.report;
    return report !== undefined && suits?.(report);
  });
  const offered = suited.length > 0 ? suited : pairs;
  const [only] = offered;
  if (only && offered.length === 1) return refOfPair(only);
  const options = { placeHolder: question, matchOnDescription: true };
  const chosen = await window.showQuickPick(pairItems(offered, services), options);
  return chosen?.ref ?? null;
}

type PairItem = QuickPickItem & { ref?: PairRef };

function pairItems(pairs: Pair[], services: Services): PairItem[] {
  const items: PairItem[] = [];
  let file = '';
  for (const pair of pairs) {
    if (pair.file !== file) {
      file = pair.file;
      items.push({ label: workspace.asRelativePath(file), kind: QuickPickItemKind.Separator });
    }
    const result = services.store.get(refOfPair(pair));
    items.push({
      label: pair.name,
      description: result ? lensTitle(result.report) : l10n.t('line {0}', pair.range.line),
      ref: refOfPair(pair),
    });
  }
  return items;
}
