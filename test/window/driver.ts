import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { out } from '../../scripts/provision/paths.ts';
import { launch, themes, type Launched, type WindowOptions } from './launch.ts';
import { Notifications } from './notifications.ts';
import { readLenses } from './lenses.ts';
import { QuickInput } from './quickInput.ts';
import { readSquiggles, type Squiggle } from './squiggles.ts';
import { isShown, until } from './until.ts';

/** A VS Code window as a person uses it: keys, clicks, and what can be read on the screen. */
export class Window {
  readonly page: Page;
  /** Absolute path of this window's copy of the workspace. */
  readonly workspace: string;
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;
  readonly #launched: Launched;

  private constructor(launched: Launched) {
    this.#launched = launched;
    this.page = launched.page;
    this.workspace = launched.workspace;
    this.quickInput = new QuickInput(launched.page);
    this.notifications = new Notifications(launched.page, this.quickInput);
  }

  static async open(options: WindowOptions): Promise<Window> {
    return new Window(await launch(options));
  }

  /** Opens a file of the workspace by its relative path and waits for its text. */
  async openFile(path: string): Promise<void> {
    await this.openTab(path);
    await this.editor.waitFor();
  }

  /** Opens a file of the workspace, in whatever editor it has; asks again where a page in front took the keys. */
  async openTab(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const tab = this.page.locator('.tab.active', { hasText: name }).first();
    await until(
      async () => {
        await this.quickInput.take('Control+P', path, name);
        return await tab.waitFor({ timeout: 10_000 }).then(
          () => true,
          () => undefined,
        );
      },
      60_000,
      async () =>
        `${path} is not opened; the tabs are ${(await this.page.locator('.tab').allInnerTexts()).join(' · ')}`,
    );
  }

  /** Runs a command of the palette by its full label ("Gradient Check: Run …"). */
  async runCommand(label: string): Promise<void> {
    await this.quickInput.take('F1', `>${label}`, label);
  }

  /** The text editor of the first group that shows one. */
  get editor(): Locator {
    return this.page.locator('.editor-instance .monaco-editor .view-lines').first();
  }

  /** Brings an open tab to the front and gives it the focus. */
  async clickTab(name: string | RegExp): Promise<void> {
    await this.page.locator('.tab', { hasText: name }).first().click();
    await this.page.locator('.tab.active', { hasText: name }).first().waitFor();
  }

  /** The lenses on the screen, from top to bottom; the parts of one line are one string joined by ' | '. */
  async codeLenses(): Promise<string[]> {
    return this.page.locator('.codelens-decoration').evaluateAll(readLenses);
  }

  /** Waits until a lens fits and gives its text. */
  async waitForLens(pattern: RegExp, milliseconds = 120_000): Promise<string> {
    return until(
      async () => (await this.codeLenses()).find((text) => pattern.test(text)),
      milliseconds,
      async () => `no lens fits ${String(pattern)}; on the screen: ${JSON.stringify(await this.codeLenses())}`,
    );
  }

  async clickCodeLens(text: string | RegExp, nth = 0): Promise<void> {
    await this.page.locator('.codelens-decoration a', { hasText: text }).nth(nth).click();
  }

  /**
   * Starts the first check on the screen from its lens and waits until a lens fits, which must not fit yet. A lens that
   * is drawn anew under the mouse takes no click: while it still offers the run, it is clicked once more.
   */
  async runFromLens(
    pattern: RegExp,
    offer: 'Run Gradient Check' | 'Run Again' = 'Run Gradient Check',
  ): Promise<string> {
    await this.waitForLens(new RegExp(offer));
    const before = (await this.codeLenses()).join();
    for (let tries = 1; ; tries++) {
      await this.clickCodeLens(offer);
      const hasStarted = async () => ((await this.codeLenses()).join() === before ? undefined : true);
      try {
        await until(hasStarted, 20_000, () => `${offer} starts no check`);
        return await this.waitForLens(pattern);
      } catch (error) {
        if (tries === 3 || (await hasStarted())) throw error;
      }
    }
  }

  /** Squiggles on the screen with their severity, line number and text. */
  async squiggles(): Promise<Squiggle[]> {
    return this.page.evaluate(readSquiggles);
  }

  async waitForSquiggle(line: number, milliseconds = 60_000): Promise<Squiggle> {
    return until(
      async () => (await this.squiggles()).find((squiggle) => squiggle.line === line),
      milliseconds,
      async () => `no squiggle on line ${line}; on the screen: ${JSON.stringify(await this.squiggles())}`,
    );
  }

  /** Puts the cursor at a place, and the focus into the editor; line and column from 1. */
  async moveTo(line: number, column = 1): Promise<void> {
    const isThere = async () => {
      const at = await this.cursor().catch(() => null);
      const hasFocus = await this.page.locator('.monaco-editor.focused').first().isVisible();
      return at?.line === line && hasFocus ? true : undefined;
    };
    const where = async () => `the cursor is not on line ${line} but at ${JSON.stringify(await this.cursor())}`;
    await until(
      async () => {
        await this.quickInput.take('Control+G', `:${line}:${column}`, null);
        return until(isThere, 5000, where).catch(() => undefined);
      },
      60_000,
      where,
    );
  }

  /** Types at the cursor. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Replaces the whole text of a line by typing over it; once more where a page in front took the keys. */
  async replaceLine(line: number, text: string): Promise<void> {
    // A file opens in the group that has the focus, which need not be the first.
    const shown = this.page.locator('.editor-instance .monaco-editor .view-line', { hasText: text.trim() });
    await until(
      async () => {
        await this.moveTo(line);
        await this.page.keyboard.press('Shift+End');
        await this.page.keyboard.insertText(text);
        return isShown(shown.first(), 5000);
      },
      60_000,
      () => `line ${line} is not replaced`,
    );
  }

  async save(): Promise<void> {
    await until(
      async () => {
        await this.page.keyboard.press('Control+S');
        return isShown(this.page.locator('.tab.active:not(.dirty)').first(), 5000);
      },
      60_000,
      () => 'the file is not saved',
    );
  }

  /** Line and column of the cursor as the status bar says it, from 1. */
  async cursor(): Promise<{ line: number; column: number }> {
    const text = await this.page.locator('#status\\.editor\\.selection').innerText();
    const match = /Ln (\d+), Col (\d+)/.exec(text);
    if (!match) throw new Error(`the status bar shows no cursor: ${text}`);
    return { line: Number(match[1]), column: Number(match[2]) };
  }

  /** Title of the active tab. */
  async activeTab(): Promise<string> {
    const label = this.page.locator('.editor-group-container.active .tab.active .tab-label').first();
    return (await label.innerText()).replace(/\s+/g, '');
  }

  /** The page inside the webview of this extension that is shown (an iframe in an iframe); a notebook has its own. */
  get panel(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview.ready[src*="extensionId=gradient-check"]')
      .frameLocator('#active-frame');
  }

  async statusBar(): Promise<string[]> {
    const items = await this.page.locator('.part.statusbar .statusbar-item').allInnerTexts();
    return items.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
  }

  /** Changes settings of the running window, in the workspace: the server does not watch its user settings. */
  setSettings(settings: Record<string, unknown>): void {
    const { workspaceFile } = this.#launched;
    const file = workspaceFile ?? join(this.workspace, '.vscode', 'settings.json');
    const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
    const old = workspaceFile ? (before['settings'] as object | undefined) : before;
    const changed = { ...old, ...settings };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(workspaceFile ? { ...before, settings: changed } : changed, null, 2));
  }

  async setTheme(theme: keyof typeof themes): Promise<void> {
    this.setSettings({ 'workbench.colorTheme': themes[theme] });
    const kind = { light: 'vs', dark: 'vs-dark', highContrast: 'hc-black', highContrastLight: 'hc-light' }[theme];
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
  }

  /** Reloads the window by the command that a person uses, which also saves the window's state. */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
  }

  /** Closes an editor that VS Code shows above the others, such as the one for trust. */
  async closeModalEditor(): Promise<void> {
    const block = this.page.locator('.monaco-modal-editor-block');
    await block
      .getByRole('button', { name: /^Close/ })
      .last()
      .click();
    await block.waitFor({ state: 'hidden' });
  }

  async closeBottomPanel(): Promise<void> {
    if (await this.page.locator('.part.panel').isVisible()) await this.runCommand('View: Hide Panel');
  }

  /** Makes room. */
  async closeSideBar(): Promise<void> {
    if (await this.page.locator('.part.sidebar').isVisible()) await this.page.keyboard.press('Control+B');
  }

  /** @returns the path of the picture, below out/pictures */
  async screenshot(name: string): Promise<string> {
    const folder = join(out, 'pictures');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  /** What server and page logged, for the report of a failure. */
  log(): string {
    return [...this.#launched.console.slice(-30), this.#launched.server.log().slice(-4000)].join('\n');
  }

  dispose(): Promise<void> {
    return this.#launched.dispose();
  }
}
