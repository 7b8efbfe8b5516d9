import { Hover, MarkdownString, l10n, type HoverProvider, type Position, type TextDocument } from 'vscode';
import { commandIds } from '../commandIds.ts';
import { hoverMarkdown, leavesAt } from './hoverModel.ts';
import { refOfReport } from '../pairs/pairRef.ts';
import { fileOf, firstLineOf } from '../documents/places.ts';
import type { Result, ResultStore } from '../results/resultStore.ts';

/** The small table over a site, with the ways onward. */
export class Hovers implements HoverProvider {
  readonly #store: ResultStore;

  constructor(store: ResultStore) {
    this.#store = store;
  }

  provideHover(document: TextDocument, position: Position): Hover | null {
    const file = fileOf(document);
    const first = firstLineOf(document);
    if (file === null || first === null) return null;
    for (const result of this.#store.all()) {
      if (result.stale || result.report.error) continue;
      const { report } = result;
      const leaves = leavesAt(report, file, first + position.line, position.character + 1);
      if (leaves.length > 0) return new Hover(markdown(result, leaves));
    }
    return null;
  }
}

function markdown({ report }: Result, leaves: Result['report']['leaves']): MarkdownString {
  const ref = refOfReport(report);
  const leaf = leaves.length === 1 ? leaves[0]?.name : undefined;
  const link = (title: string, command: string, ...args: unknown[]): string =>
    `[${title}](command:${command}?${encodeURIComponent(JSON.stringify(args))})`;
  const links = [
    link(l10n.t('Show Details'), commandIds.showPanel, ref, leaf),
    link(l10n.t('Run Again'), commandIds.run, ref),
  ];
  const text = new MarkdownString(hoverMarkdown(report, leaves, links.join(' · ')));
  text.isTrusted = { enabledCommands: [commandIds.showPanel, commandIds.run] };
  return text;
}
