import { format } from 'node:util';
import { ensureServerBuild } from '../provision/serverBuild.ts';
import { windowAddress } from './address.ts';
import { launchBrowser } from './browser.ts';
import { startServer } from './server.ts';
import { suiteMark } from './suiteMark.ts';

export interface HostRun {
  /** Absolute path of the folder that the window opens. */
  workspace: string;
  /** Absolute path of the extension in development. */
  extension: string;
  /** Absolute path of the bundle that exports `run(): Promise<void>`. */
  suite: string;
  environment: Record<string, string>;
}

/** Runs a suite in the extension host of the server build. @returns whether it passed */
export async function runInServer(run: HostRun, limitMinutes = 15): Promise<boolean> {
  const build = await ensureServerBuild();
  const server = await startServer(build, { automation: true, environment: run.environment });
  const browser = await launchBrowser(build);
  try {
    const page = await (await browser.newContext()).newPage();
    await page.exposeFunction('codeAutomationLog', printLog);
    const ended = new Promise<boolean>((resolve, reject) => {
      setTimeout(reject, limitMinutes * 60_000, new Error('the suite did not end in time')).unref();
      page.on('crash', () => {
        reject(new Error('the page of the window crashed'));
      });
      void page
        .exposeFunction('codeAutomationExit', (code: number) => {
          resolve(code === 0);
        })
        .then(() =>
          page.goto(windowAddress(server, { folder: run.workspace, extension: run.extension, suite: run.suite })),
        )
        .catch(reject);
    });
    return await ended;
  } catch (error) {
    console.log(server.log());
    throw error;
  } finally {
    await browser.close();
    server.dispose();
  }
}

/** The suite's lines are printed; the window's are noise as long as nothing fails. */
function printLog(_type: string, args: unknown[]): void {
  const text = format(...args);
  if (text.startsWith(suiteMark)) console.log(text.slice(suiteMark.length));
  else if (process.env['VSCODE_TEST_VERBOSE']) console.log(text);
}
