import {
  CodeAction,
  CodeActionKind,
  l10n,
  workspace,
  type CodeActionContext,
  type CodeActionProvider,
  type Diagnostic,
  type Range,
  type TextDocument,
} from 'vscode';
import { commandIds } from './commandIds.ts';
import { subjectOf, type Diagnostics } from './diagnostics.ts';

/** What can be done about one of our squiggles. */
export class QuickFixes implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix];
  readonly #diagnostics: Diagnostics;

  constructor(diagnostics: Diagnostics) {
    this.#diagnostics = diagnostics;
  }

  provideCodeActions(document: TextDocument, range: Range, context: CodeActionContext): CodeAction[] {
    if (context.only && !context.only.contains(CodeActionKind.QuickFix)) return [];
    const here = this.#diagnostics.at(document.uri).filter((one) => one.range.intersection(range));
    return here.flatMap((diagnostic) => actionsFor(diagnostic));
  }
}

function actionsFor(diagnostic: Diagnostic): CodeAction[] {
  const subject = subjectOf(diagnostic);
  if (!subject) return [];
  const { ref, leaf } = subject;
  const action = (title: string, command: string, ...args: unknown[]): CodeAction => {
    const one = new CodeAction(title, CodeActionKind.QuickFix);
    one.command = { title, command, arguments: [ref, ...args] };
    one.diagnostics = [diagnostic];
    return one;
  };
  const show = action(l10n.t('Show in the gradient check panel'), commandIds.showPanel, leaf ?? undefined);
  const ignore = action(l10n.t('Ignore this pair of functions'), commandIds.ignorePair);
  if (!workspace.isTrusted) return [show, ignore];
  return [
    show,
    action(l10n.t('Run the gradient check again'), commandIds.run),
    action(l10n.t('Run an exact sweep (every entry)'), commandIds.exactSweep),
    action(l10n.t('Run with other inputs'), commandIds.otherInputs),
    ignore,
  ];
}
