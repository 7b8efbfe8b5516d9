import { CodeLens, l10n, workspace, type CodeLensProvider, type Command, type TextDocument } from 'vscode';
import { lensTitle } from '../../report/words.ts';
import type { CheckService } from '../../engine/service.ts';
import type { Checks } from '../checks.ts';
import { commandIds } from '../commandIds.ts';
import { LensRefresh } from './lensRefresh.ts';
import { lensEntries, type LensEntry } from './lensModel.ts';
import type { PairIndex } from '../pairs/pairIndex.ts';
import { refOfPair, type PairRef } from '../pairs/pairRef.ts';
import { fileOf, firstLineOf, isInside, toLocation } from '../documents/places.ts';
import type { ResultStore } from '../results/resultStore.ts';
import type { Services } from '../services.ts';
import { readSetting } from '../settings.ts';
import { Signal } from '../signal.ts';

/** Longer than the time that VS Code waits after an event before it asks for lenses, and the answer waits for checks. */
const patience = 1000;

/**
 * Words that stand in a lens are replaced no sooner than half a second after an event that follows: an answer that waits
 * until a young check ends is seen before one that is told at once and corrected.
 */
const young = 550;

/** The line above every backward function. */
export class LensProvider implements CodeLensProvider {
  readonly #index: PairIndex;
  readonly #store: ResultStore;
  readonly #checks: Checks;
  readonly #service: Pick<CheckService, 'warm'>;
  readonly #changed = new Signal<void>();
  readonly #refresh = new LensRefresh(patience, () => this.#changed.fire());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor({ index, store, checks, service }: Pick<Services, 'index' | 'store' | 'checks' | 'service'>) {
    this.#index = index;
    this.#store = store;
    this.#checks = checks;
    this.#service = service;
  }

  /** Asks VS Code to read the lenses anew. */
  refresh(): void {
    this.#refresh.request();
  }

  dispose(): void {
    this.#refresh.dispose();
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const file = fileOf(document);
    if (!file || readSetting('show') === 'testExplorer') return [];
    const facts = await this.#index.facts(document);
    const first = firstLineOf(document);
    if (!facts || first === null) return [];
    const here = facts.pairs.filter((pair) => isInside(document, first, pair.range.line));
    // Whoever sees a lens may click it: what a check needs is loaded meanwhile. It runs nothing of the user's.
    if (here.length > 0) this.#service.warm();
    await Promise.all(here.map((pair) => this.#checks.ended(refOfPair(pair), young)));
    this.#refresh.answered();
    return here.flatMap((pair) => {
      const ref = refOfPair(pair);
      const state = {
        trusted: workspace.isTrusted,
        debuggable: !file.endsWith('.ipynb'),
        result: this.#store.get(ref),
        running: this.#checks.get(ref),
      };
      const { range } = toLocation(file, pair.range);
      return lensEntries(state).map((entry) => new CodeLens(range, lensCommand(entry, ref)));
    });
  }
}

function lensCommand(entry: LensEntry, ref: PairRef): Command {
  const args = [ref];
  switch (entry.kind) {
    case 'trust':
      return {
        title: `$(shield) ${l10n.t('Trust this folder to run the gradient check')}`,
        command: 'workbench.trust.manage',
      };
    case 'run':
      return { title: `$(play) ${l10n.t('Run Gradient Check')}`, command: commandIds.run, arguments: args };
    case 'waiting':
      return { title: `$(clock) ${l10n.t('Starting…')}`, command: '' };
    case 'running':
      return { title: `$(sync~spin) ${runningWords(entry.stage, entry.percent)}`, command: '' };
    case 'cancel':
      return { title: l10n.t('Cancel'), command: commandIds.cancel, arguments: args };
    case 'verdict':
      return {
        title: (entry.stale ? `$(history) ${l10n.t('before your edit:')} ` : '') + lensTitle(entry.report),
        tooltip: entry.report.headline,
        command: commandIds.showPanel,
        arguments: args,
      };
    case 'inputs':
      return {
        title: l10n.t('? needs inputs: create them'),
        tooltip: entry.report.headline,
        command: commandIds.createInputs,
        arguments: args,
      };
    case 'details':
      return { title: l10n.t('Show Details'), command: commandIds.showPanel, arguments: args };
    case 'debug':
      return { title: l10n.t('Debug'), command: commandIds.debug, arguments: args };
    case 'again':
      return { title: l10n.t('Run Again'), command: commandIds.run, arguments: args };
  }
}

function runningWords(stage: string, percent: number | null): string {
  if (stage === 'explaining') return l10n.t('Finding the cause…');
  if (stage === 'loading' || stage === 'starting') return l10n.t('Loading…');
  if (stage === 'binding') return l10n.t('Finding inputs…');
  return percent === null ? l10n.t('Checking…') : l10n.t('Checking… {0} %', percent);
}
