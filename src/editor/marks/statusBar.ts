import { StatusBarAlignment, Uri, l10n, window, type Disposable, type StatusBarItem } from 'vscode';
import type { Checks } from '../checks.ts';
import { commandIds } from '../commandIds.ts';
import type { PairIndex } from '../pairs/pairIndex.ts';
import { fileOf } from '../documents/places.ts';
import { readSetting } from '../settings.ts';
import type { ResultStore } from '../results/resultStore.ts';
import type { Subscription } from '../signal.ts';
import { statusModel } from './statusModel.ts';
import { usedInterpreter } from '../python/usedInterpreter.ts';

/** Idle, running n of m, or how many are wrong; hidden where it has nothing to say. */
export class StatusBar implements Disposable {
  readonly #item: StatusBarItem;
  readonly #store: ResultStore;
  readonly #checks: Checks;
  readonly #index: PairIndex;
  readonly #subscriptions: Subscription[];
  /** The most checks that were under way at once since the last time there were none. */
  #batch = 0;

  constructor(store: ResultStore, checks: Checks, index: PairIndex) {
    this.#store = store;
    this.#checks = checks;
    this.#index = index;
    this.#item = window.createStatusBarItem('gradientCheck.status', StatusBarAlignment.Right, 90);
    this.#item.name = l10n.t('Gradient Check');
    const show = (): void => this.#show();
    this.#subscriptions = [
      store.onDidChange(show),
      checks.onDidChange(show),
      index.onDidChange(show),
      window.onDidChangeActiveTextEditor(show),
    ];
    show();
  }

  #show(): void {
    const running = this.#checks.running().length;
    this.#batch = running === 0 ? 0 : Math.max(this.#batch, running);
    const document = window.activeTextEditor?.document;
    const file = document ? fileOf(document) : null;
    const pairs = file === null ? 0 : (this.#index.last(file)?.pairs.length ?? 0);
    const results = this.#store.all().filter((result) => result.fresh);
    const state = statusModel({ running, batch: this.#batch, results, pairsInFile: pairs });
    if (!state) return this.#item.hide();
    switch (state.kind) {
      case 'running':
        this.#item.text = `$(sync~spin) ${l10n.t('Gradient check {0} of {1}', state.at, state.of)}`;
        this.#item.tooltip = l10n.t('Cancel the gradient checks');
        this.#item.command = commandIds.cancel;
        break;
      case 'wrong':
        this.#item.text = `$(error) ${l10n.t('Gradient checks: {0} wrong', state.count)}`;
        this.#item.tooltip = l10n.t(
          'Gradient Check: {0} of {1} checked pairs have a wrong gradient',
          state.count,
          state.of,
        );
        this.#item.command = 'workbench.actions.view.problems';
        break;
      case 'open':
        this.#item.text = `$(question) ${l10n.t('Gradient checks: {0} without a verdict', state.count)}`;
        this.#item.tooltip = l10n.t(
          'Gradient Check: {0} of {1} pairs could not be checked to the end, and none is wrong',
          state.count,
          state.of,
        );
        this.#item.command = commandIds.showPanel;
        break;
      case 'correct':
        this.#item.text = `$(pass) ${l10n.t('Gradient checks: {0} correct', state.count)}`;
        this.#item.tooltip = l10n.t('Gradient Check: every checked pair is correct');
        this.#item.command = commandIds.showPanel;
        break;
      case 'idle':
        this.#item.text = `$(beaker) ${l10n.t('Gradient Check')}`;
        this.#item.tooltip = l10n.t('Run the gradient check of this file');
        this.#item.command = commandIds.run;
    }
    const interpreter = file !== null && document?.languageId === 'python' ? this.#interpreterOf(file) : null;
    if (interpreter !== null) this.#item.tooltip += `\n${interpreter}`;
    this.#item.show();
  }

  #interpreterOf(file: string): string | null {
    return usedInterpreter(file, this.#store.all(), readSetting('python', Uri.file(file)));
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#item.dispose();
  }
}
