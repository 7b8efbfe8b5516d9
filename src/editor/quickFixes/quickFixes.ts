import {
  CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  l10n,
  workspace,
  type CancellationToken,
  type CodeActionContext,
  type CodeActionProvider,
  type Diagnostic,
  type Range,
  type TextDocument,
} from 'vscode';
import type { LeafReport, Report } from '../../model/report.ts';
import { textbookGradient } from '../../report/names.ts';
import { usefulRuns, type OtherRun } from '../../report/usefulRuns.ts';
import { commandIds } from '../commandIds.ts';
import { subjectOf, type Diagnostics } from '../marks/diagnostics.ts';
import { fixTitle } from './fixWords.ts';
import type { Fix, FixFinder } from './fixFinder.ts';
import type { PairRef } from '../pairs/pairRef.ts';
import type { ResultStore } from '../results/resultStore.ts';

/** How long a menu that a person opened waits for a change to be proven. */
const patience = 5_000;
/** A pair that is checked faster than this is searched for a fix as soon as the cursor is on its squiggle. */
const quickCheck = 2_000;

/** What can be done about one of our squiggles. */
export class QuickFixes implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix];
  readonly #diagnostics: Diagnostics;
  readonly #store: ResultStore;
  readonly #fixes: FixFinder;

  constructor({ diagnostics, store, fixes }: { diagnostics: Diagnostics; store: ResultStore; fixes: FixFinder }) {
    this.#diagnostics = diagnostics;
    this.#store = store;
    this.#fixes = fixes;
  }

  async provideCodeActions(
    document: TextDocument,
    range: Range,
    context: CodeActionContext,
    token: CancellationToken,
  ): Promise<CodeAction[]> {
    if (context.only && !context.only.contains(CodeActionKind.QuickFix)) return [];
    const here = this.#diagnostics.at(document.uri).filter((one) => one.range.intersection(range));
    const isAsked = context.triggerKind === CodeActionTriggerKind.Invoke;
    const all = await Promise.all(here.map((diagnostic) => this.#actionsFor(diagnostic, isAsked, token)));
    return all.flat();
  }

  async #actionsFor(diagnostic: Diagnostic, isAsked: boolean, token: CancellationToken): Promise<CodeAction[]> {
    const subject = subjectOf(diagnostic);
    if (!subject) return [];
    const { ref, leaf } = subject;
    const report = this.#store.get(ref)?.report ?? null;
    const plain = plainActions(diagnostic, ref, leaf, report ? usefulRuns(report) : []);
    const wrong = leaf === null ? null : this.#wrongLeaf(ref, leaf);
    if (!wrong) return plain;
    const fix = await this.#fix(wrong.report, wrong.leaf, isAsked, token);
    if (fix === null) return plain;
    if (fix) return [fixAction(diagnostic, ref, wrong.leaf, fix), ...plain];
    const title = l10n.t('Look for a change that mends {0}', textbookGradient(wrong.leaf));
    return [...plain.slice(0, -1), action(diagnostic, title, commandIds.findFix, ref, leaf), ...plain.slice(-1)];
  }

  /** A wrong gradient of a result that still speaks of this text. */
  #wrongLeaf(ref: PairRef, name: string): { report: Report; leaf: LeafReport } | null {
    const result = this.#store.get(ref);
    const leaf = result?.report.leaves.find((one) => one.name === name);
    if (!result || result.stale || leaf?.verdict !== 'wrong' || !workspace.isTrusted) return null;
    return { report: result.report, leaf };
  }

  /** Undefined where it is not known yet. */
  async #fix(
    report: Report,
    leaf: LeafReport,
    isAsked: boolean,
    token: CancellationToken,
  ): Promise<Fix | null | undefined> {
    const known = this.#fixes.known(report, leaf.name);
    if (known !== undefined || report.milliseconds > quickCheck) return known;
    const search = this.#fixes.find(report, leaf.name);
    if (!isAsked) return undefined;
    return await Promise.race([search, pause(patience, token)]);
  }
}

function pause(milliseconds: number, token: CancellationToken): Promise<undefined> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      resolve(undefined);
    };
    const timer = setTimeout(end, milliseconds);
    token.onCancellationRequested(end);
  });
}

function action(diagnostic: Diagnostic, title: string, command: string, ...args: unknown[]): CodeAction {
  const one = new CodeAction(title, CodeActionKind.QuickFix);
  one.command = { title, command, arguments: args };
  one.diagnostics = [diagnostic];
  return one;
}

/** The command shows the change, asks, and checks again once it is made. */
function fixAction(diagnostic: Diagnostic, ref: PairRef, leaf: LeafReport, fix: Fix): CodeAction {
  const one = action(diagnostic, fixTitle(fix.words, textbookGradient(leaf)), commandIds.findFix, ref, leaf.name);
  one.isPreferred = true;
  return one;
}

function plainActions(
  diagnostic: Diagnostic,
  ref: PairRef,
  leaf: string | null,
  others: readonly OtherRun[],
): CodeAction[] {
  const make = (title: string, command: string, ...args: unknown[]): CodeAction =>
    action(diagnostic, title, command, ref, ...args);
  const show = make(l10n.t('Show in the gradient check panel'), commandIds.showPanel, leaf ?? undefined);
  const ignore = make(l10n.t('Ignore this pair of functions'), commandIds.ignorePair);
  if (!workspace.isTrusted) return [show, ignore];
  return [
    show,
    make(l10n.t('Run the gradient check again'), commandIds.run),
    ...others.map((how) =>
      how === 'exact'
        ? make(l10n.t('Run an exact sweep (every entry)'), commandIds.exactSweep)
        : make(l10n.t('Run with other inputs'), commandIds.otherInputs),
    ),
    ignore,
  ];
}
