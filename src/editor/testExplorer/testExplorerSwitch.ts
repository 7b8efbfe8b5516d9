import { workspace, type Disposable } from 'vscode';
import type { Services } from '../services.ts';
import { readSetting, settingsSection } from '../settings.ts';
import { TestExplorer } from './testExplorer.ts';

/** Shows the Test Explorer's tree while the setting asks for it. */
export class TestExplorerSwitch implements Disposable {
  readonly #services: Services;
  readonly #subscription: Disposable;
  #explorer: TestExplorer | null = null;

  constructor(services: Services) {
    this.#services = services;
    this.#subscription = workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration(settingsSection) && this.#follow(),
    );
    this.#follow();
  }

  #follow(): void {
    const isWanted = readSetting('show') !== 'lens';
    if (isWanted) this.#explorer ??= new TestExplorer(this.#services);
    else {
      this.#explorer?.dispose();
      this.#explorer = null;
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#explorer?.dispose();
  }
}
