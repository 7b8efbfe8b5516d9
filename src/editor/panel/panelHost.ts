import { existsSync } from 'node:fs';
import {
  Uri,
  ViewColumn,
  commands,
  env,
  l10n,
  window,
  workspace,
  type Disposable,
  type Memento,
  type Webview,
  type WebviewPanel,
  type WebviewPanelSerializer,
} from 'vscode';
import type { CheckService } from '../../engine/service.ts';
import type { Report } from '../../model/report.ts';
import { readFromPage, shownReport, type FromPage, type PairState, type ToPage } from '../../panel/messages.ts';
import type { Checks } from '../checks.ts';
import { commandIds } from '../commandIds.ts';
import { openTarget } from './openTarget.ts';
import { pageHtml } from './panelPage.ts';
import { keyOf, readPairRef, type PairRef } from '../pairs/pairRef.ts';
import { copyReport, exportReport, savePicture } from '../results/reportFiles.ts';
import type { ResultStore } from '../results/resultStore.ts';
import type { Subscription } from '../signal.ts';

export const panelType = 'gradientCheck.panel';

/** The pair that was shown last, for a window that went down before the page's state was saved. */
const shownKey = 'shownPair';

const pause = 60;

interface Sources {
  store: ResultStore;
  checks: Checks;
  service: CheckService;
}

/** The one panel of a window; it shows one pair at a time and follows its results. */
export class PanelHost implements Disposable, WebviewPanelSerializer {
  readonly #extension: Uri;
  readonly #store: ResultStore;
  readonly #checks: Checks;
  readonly #service: CheckService;
  readonly #subscriptions: Subscription[];
  readonly #memory: Memento;
  #panel: WebviewPanel | null = null;
  #ref: PairRef | null = null;
  #leaf: string | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(extension: Uri, { store, checks, service }: Sources, memory: Memento) {
    this.#service = service;
    this.#memory = memory;
    this.#extension = extension;
    this.#store = store;
    this.#checks = checks;
    this.#subscriptions = [
      store.onDidChange((keys) => this.#ref && keys.includes(keyOf(this.#ref)) && this.#sendSoon()),
      checks.onDidChange((key) => this.#ref && key === keyOf(this.#ref) && this.#sendRunning(this.#ref)),
      workspace.onDidGrantWorkspaceTrust(() => this.#send()),
      window.registerWebviewPanelSerializer(panelType, this),
    ];
  }

  /** Shows a pair, and one of its leaves where given, beside the source, which keeps the focus unless it is to move. */
  show(ref: PairRef, leaf: string | null = null, takesFocus = false): void {
    this.#ref = ref;
    void this.#memory.update(shownKey, ref);
    this.#leaf = leaf;
    if (!this.#panel) {
      const place = { viewColumn: ViewColumn.Beside, preserveFocus: !takesFocus };
      this.#adopt(window.createWebviewPanel(panelType, l10n.t('Gradient Check'), place));
      return;
    }
    this.#panel.reveal(undefined, !takesFocus);
    this.#send();
  }

  /** VS Code brings the panel back after a reload of the window, with the state that the page had saved. */
  deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const saved = typeof state === 'object' && state !== null && 'ref' in state ? state.ref : null;
    this.#panel?.dispose();
    this.#ref = readPairRef(saved) ?? readPairRef(this.#memory.get(shownKey));
    this.#adopt(panel);
    return Promise.resolve();
  }

  #adopt(panel: WebviewPanel): void {
    this.#panel = panel;
    panel.iconPath = {
      light: Uri.joinPath(this.#extension, 'media', 'tab-light.svg'),
      dark: Uri.joinPath(this.#extension, 'media', 'tab-dark.svg'),
    };
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(this.#extension, 'dist'), Uri.joinPath(this.#extension, 'media')],
    };
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = null;
    });
    panel.webview.onDidReceiveMessage((value: unknown) => {
      const message = readFromPage(value);
      if (message) void this.#receive(message);
    });
    panel.webview.html = this.#html(panel.webview);
  }

  async #receive(message: FromPage): Promise<void> {
    if (message.kind === 'ready') return this.#send();
    if (message.kind === 'trust') return await commands.executeCommand('workbench.trust.manage');
    if (message.kind === 'copy-text') return await env.clipboard.writeText(message.text);
    const ref = this.#ref;
    if (!ref) return;
    switch (message.kind) {
      case 'run':
        return await commands.executeCommand(runCommands[message.how], ref);
      case 'cancel':
        return this.#checks.cancel(ref);
      case 'break':
        return await commands.executeCommand(commandIds.debugEntry, ref, message.leaf, message.flat);
      case 'create-inputs':
        return await commands.executeCommand(commandIds.createInputs, ref);
      default: // the others are about a report
    }
    const result = this.#store.get(ref);
    if (!result) return;
    const { report } = result;
    switch (message.kind) {
      case 'open':
        return await openTarget(message.target.what === 'leaf' ? shownReport(result) : report, message.target);
      case 'copy':
        return await copyReport(report, message.what);
      case 'export':
        return await exportReport(report, message.what);
      case 'save-picture':
        return await savePicture(report, message);
      case 'values':
        return await this.#sendValues(shownReport(result), message.leaf);
    }
  }

  /** Once per burst: while the user types, every key makes the result stale again. */
  #sendSoon(): void {
    this.#timer ??= setTimeout(() => this.#send(), pause);
  }

  #sendRunning(ref: PairRef): void {
    const running = this.#checks.get(ref);
    this.#post({ kind: 'running', running: running ? { progress: running.progress } : null });
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const state = this.#ref ? this.#state(this.#ref) : null;
    if (this.#panel) this.#panel.title = state ? l10n.t('Gradient Check: {0}', state.name) : l10n.t('Gradient Check');
    this.#post({ kind: 'state', state });
    if (this.#leaf) this.#post({ kind: 'select', leaf: this.#leaf });
    this.#leaf = null;
  }

  async #sendValues(report: Report, at: number): Promise<void> {
    const leaf = report.leaves[at];
    const values = leaf ? await this.#service.values(report, leaf) : null;
    if (leaf && values && report.values) this.#post({ kind: 'values', of: report.values, leaf: leaf.name, values });
  }

  /** Null where there is nothing to show any more. */
  #state(ref: PairRef): PairState | null {
    const result = this.#store.get(ref);
    const running = this.#checks.get(ref);
    if (!result && !running && !existsSync(ref.file)) return null;
    return {
      ...ref,
      place: workspace.asRelativePath(ref.file),
      trusted: workspace.isTrusted,
      result: result ?? null,
      running: running ? { progress: running.progress } : null,
    };
  }

  #post(message: ToPage): void {
    void this.#panel?.webview.postMessage(message);
  }

  #html(webview: Webview): string {
    const resource = (...path: string[]): string =>
      webview.asWebviewUri(Uri.joinPath(this.#extension, ...path)).toString();
    return pageHtml({
      cspSource: webview.cspSource,
      script: resource('dist', 'panel.js'),
      style: resource('media', 'panel.css'),
      title: l10n.t('Gradient Check'),
      language: env.language,
      words: l10n.bundle ?? {},
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#panel?.dispose();
  }
}

const runCommands = {
  again: commandIds.run,
  exact: commandIds.exactSweep,
  'other-inputs': commandIds.otherInputs,
};
