import { Uri, WorkspaceEdit, commands, l10n, window, workspace, type Disposable } from 'vscode';
import { forwardName, withForwardName } from '../../discovery/taggedPair.ts';
import type { FunctionFacts, ModuleFacts } from '../../model/facts.ts';
import type { Question, Report } from '../../model/report.ts';
import { askInputs } from '../inputs/askInputs.ts';
import { commandIds } from '../commandIds.ts';
import { ignoreInsertion, tagInsertion, type Insertion } from '../documents/docComment.ts';
import { openDocument } from '../documents/openDocument.ts';
import { readPairRef, refOfPair, type PairRef } from '../pairs/pairRef.ts';
import { pickFunctions } from '../pairs/pickFunctions.ts';
import { askToSave, pickPair } from '../pairs/pickPair.ts';
import { isUnnamed } from '../documents/documents.ts';
import { fileOf, openSource, toLocation } from '../documents/places.ts';
import { questionFor } from '../inputs/questionFor.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** Commands that write into the user's source: inputs, and the comment that leaves a pair out. */
export function registerInputCommands(services: Services): Disposable[] {
  return [
    commands.registerCommand(commandIds.createInputs, (argument: unknown) => createInputs(services, argument)),
    commands.registerCommand(commandIds.checkFunctions, () => checkFunctions(services)),
    commands.registerCommand(commandIds.ignorePair, (argument: unknown) => ignorePair(services, argument)),
  ];
}

async function createInputs(services: Services, argument: unknown): Promise<void> {
  if (!(await requireTrust())) return;
  const ref =
    readPairRef(argument) ??
    (await pickPair(services, { question: l10n.t('Which functions do you want to give inputs?') }));
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

/** Two functions that were not found as a pair: the pick is written down as a tag, which makes them one, and checked. */
async function checkFunctions(services: Services): Promise<void> {
  if (!(await requireTrust())) return;
  const document = window.activeTextEditor?.document;
  if (document && isUnnamed(document)) return await askToSave();
  const source = document ? openSource(fileOf(document) ?? '') : null;
  if (!source) {
    const message = l10n.t('Open a TypeScript, JavaScript or Python file first: the functions are picked from it.');
    return void window.showInformationMessage(message);
  }
  const facts = await services.service.discover(source.file, source.text, true);
  const picked = await pickFunctions(facts);
  if (!picked) return;
  const { backward, forward } = picked;
  const tag = withForwardName(backward.tag, forward.qualifiedName);
  await replaceIn(facts.file, (code) => tagInsertion(code, facts.language, backward, tag));
  const found = (await services.index.factsOf(facts.file))?.pairs.find((pair) => pair.id === backward.qualifiedName);
  if (!found) {
    const message = l10n.t('{0} could not be checked as a function of its own.', backward.qualifiedName);
    return void window.showWarningMessage(message);
  }
  const ref = refOfPair(found);
  const report = await services.checks.run(ref);
  if (report?.error?.kind === 'unbound' || report?.error?.kind === 'inputs') await ask(services, ref, report);
}

async function writeTag(services: Services, ref: PairRef, tag: string): Promise<void> {
  await editBackward(services, ref, (code, facts, backward) =>
    tagInsertion(code, facts.language, backward, keepForward(backward.tag, tag)),
  );
}

/** A tag that names forward is what makes the pair: an answer about inputs must not take it away. */
function keepForward(old: string | null, tag: string): string {
  const forward = forwardName(old);
  return forward === null || forwardName(tag) !== null ? tag : withForwardName(tag, forward);
}

async function ignorePair(services: Services, argument: unknown): Promise<void> {
  const ref =
    readPairRef(argument) ??
    (await pickPair(services, { question: l10n.t('Which pair should not be checked any more?') }));
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
  const pair = facts?.pairs.find((one) => one.id === ref.pairId);
  const backward = facts?.functions.find((one) => one.qualifiedName === pair?.backward);
  if (!facts || !backward) {
    return void window.showWarningMessage(l10n.t('{0} was not found in its file any more.', ref.name));
  }
  await replaceIn(ref.file, (code) => edit(code, facts, backward));
}

async function replaceIn(file: string, edit: (code: string) => Insertion): Promise<void> {
  const source = openSource(file);
  if (!source) return;
  const { text, ...place } = edit(source.code);
  const { uri, range } = toLocation(file, place);
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
