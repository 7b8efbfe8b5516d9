import { Uri, WorkspaceEdit, commands, l10n, window, workspace, type Disposable } from 'vscode';
import type { FunctionFacts, ModuleFacts } from '../../model/facts.ts';
import type { Question, Report } from '../../model/report.ts';
import { askInputs } from '../askInputs.ts';
import { commandIds } from '../commandIds.ts';
import { ignoreInsertion, tagInsertion, type Insertion } from '../docComment.ts';
import { openDocument } from '../openDocument.ts';
import { readPairRef, type PairRef } from '../pairRef.ts';
import { pickPair } from '../pickPair.ts';
import { openSource, toLocation } from '../places.ts';
import { questionFor } from '../questionFor.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** Commands that write into the user's source: inputs, and the comment that leaves a pair out. */
export function registerInputCommands(services: Services): Disposable[] {
  return [
    commands.registerCommand(commandIds.createInputs, (argument: unknown) => createInputs(services, argument)),
    commands.registerCommand(commandIds.ignorePair, (argument: unknown) => ignorePair(services, argument)),
  ];
}

async function createInputs(services: Services, argument: unknown): Promise<void> {
  if (!(await requireTrust())) return;
  const ref = readPairRef(argument) ?? (await pickPair(services));
  if (!ref) return;
  const known = services.store.get(ref);
  const report = known && !known.stale ? known.report : await services.checks.run(ref);
  if (!report) return;
  if (report.inputs?.path) {
    await window.showTextDocument(Uri.file(report.inputs.path));
    return;
  }
  await ask(services, ref, report);
}

/** Asks, writes, checks again; where that was not enough, says so and asks again. */
async function ask(services: Services, ref: PairRef, report: Report): Promise<void> {
  const question = questionFor(report);
  const answer = await askInputs(ref.name, question);
  if (!answer) return;
  if (answer.kind === 'file') return await writeFile(report, question);
  await writeTag(services, ref, answer.tag);
  const next = await services.checks.run(ref);
  if (next?.error?.kind !== 'unbound' && next?.error?.kind !== 'inputs') return;
  const change = l10n.t('Change the Inputs…');
  if ((await window.showWarningMessage(next.headline, change)) === change) await ask(services, ref, next);
}

async function writeTag(services: Services, ref: PairRef, tag: string): Promise<void> {
  await editBackward(services, ref, (code, facts, backward) => tagInsertion(code, facts.language, backward, tag));
}

async function ignorePair(services: Services, argument: unknown): Promise<void> {
  const ref = readPairRef(argument) ?? (await pickPair(services));
  if (!ref) return;
  await editBackward(services, ref, (code, facts, backward) => ignoreInsertion(code, facts.language, backward));
  services.store.remove(ref);
}

async function editBackward(
  services: Services,
  ref: PairRef,
  edit: (code: string, facts: ModuleFacts, backward: FunctionFacts) => Insertion,
): Promise<void> {
  const document = await openDocument(ref.file);
  const facts = document ? await services.index.facts(document) : null;
  const source = openSource(ref.file);
  const pair = facts?.pairs.find((one) => one.id === ref.pairId);
  const backward = facts?.functions.find((one) => one.qualifiedName === pair?.backward);
  if (!facts || !backward || !source) {
    return void window.showWarningMessage(l10n.t('{0} was not found in its file any more.', ref.name));
  }
  const { text, ...place } = edit(source.code, facts, backward);
  const { uri, range } = toLocation(ref.file, place);
  const change = new WorkspaceEdit();
  change.replace(uri, range, text);
  await workspace.applyEdit(change);
}

/** Writes the inputs file beside the source, unless it is there, and opens it. */
async function writeFile(report: Report, question: Question): Promise<void> {
  const uri = Uri.joinPath(Uri.file(report.file), '..', question.file.name);
  const change = new WorkspaceEdit();
  change.createFile(uri, { ignoreIfExists: true, contents: new TextEncoder().encode(question.file.text) });
  await workspace.applyEdit(change);
  await window.showTextDocument(uri);
}
