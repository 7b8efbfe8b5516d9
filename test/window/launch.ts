import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { windowAddress } from '../../scripts/host/address.ts';
import { launchBrowser } from '../../scripts/host/browser.ts';
import { installCopy } from '../../scripts/host/installCopy.ts';
import { installVsix } from '../../scripts/host/installVsix.ts';
import { startServer, type Server } from '../../scripts/host/server.ts';
import { root } from '../../scripts/provision/paths.ts';
import { ensureServerBuild } from '../../scripts/provision/serverBuild.ts';

export const themes = {
  light: 'Light 2026',
  dark: 'Dark 2026',
  highContrast: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
};

export interface WindowOptions {
  /** A folder that is copied, or the texts of its files by relative path. */
  workspace: string | Record<string, string>;
  /** More files, by relative path. */
  files?: Record<string, string>;
  /** What is opened in place of the folder: a .code-workspace of it, by relative path. */
  open?: string;
  theme?: keyof typeof themes;
  settings?: Record<string, unknown>;
  /** Opens in Restricted Mode. */
  restricted?: boolean;
  size?: { width: number; height: number };
  /**
   * Absolute path of a built extension, or of a packaged one (.vsix); without it this one as built. Null opens the
   * window without any.
   */
  extension?: string | null;
}

/** The parts of an open window; `dispose` ends all of them. */
export interface Launched {
  page: Page;
  server: Server;
  /** Absolute path of the copied workspace. */
  workspace: string;
  /** The file that names the folders of the window, where it has several. */
  workspaceFile: string | null;
  /** What the page wrote to its console, for failure reports. */
  console: string[];
  dispose(): Promise<void>;
}

const size = { width: 1280, height: 800 };

/** Starts server and browser and waits until the workbench stands. */
export async function launch(options: WindowOptions): Promise<Launched> {
  const build = await ensureServerBuild();
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'gradient-check-workspace-')));
  const removeHome = () => {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  // A test run that dies leaves nothing behind either.
  process.once('exit', removeHome);
  const undo: (() => void | Promise<void>)[] = [
    removeHome,
    () => {
      process.off('exit', removeHome);
    },
  ];
  const dispose = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const workspace = join(home, 'workspace');
    copyWorkspace(options.workspace, workspace);
    if (options.files) copyWorkspace(options.files, workspace);
    const dataFolder = join(home, 'data');
    if (options.extension?.endsWith('.vsix')) await installVsix(build, options.extension, dataFolder);
    else if (options.extension !== null) installCopy(options.extension ?? root, dataFolder);
    const server = await startServer(build, {
      dataFolder,
      restricted: options.restricted ?? false,
      settings: {
        'workbench.colorTheme': themes[options.theme ?? 'light'],
        // A page that is being drawn grabs the focus at a moment of its own, which depends on the machine.
        'workbench.quickOpen.closeOnFocusLost': false,
        ...options.settings,
      },
    });
    undo.push(() => {
      server.dispose();
    });
    const browser = await launchBrowser(build);
    undo.push(() => browser.close());
    const lines: string[] = [];
    const page = await openPage(browser, options.size ?? size, lines);
    await page.goto(windowAddress(server, { folder: join(workspace, options.open ?? '') }));
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 120_000 });
    return {
      page,
      server,
      workspace,
      workspaceFile: options.open ? join(workspace, options.open) : null,
      console: lines,
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

function copyWorkspace(source: WindowOptions['workspace'], target: string): void {
  mkdirSync(target, { recursive: true });
  if (typeof source === 'string') {
    cpSync(source, target, { recursive: true });
    return;
  }
  for (const [name, text] of Object.entries(source)) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    writeFileSync(join(target, name), text);
  }
}

async function openPage(browser: Browser, viewport: { width: number; height: number }, lines: string[]): Promise<Page> {
  const context = await browser.newContext({ viewport });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.setDefaultNavigationTimeout(120_000);
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => lines.push(`error: ${error.message}`));
  return page;
}
