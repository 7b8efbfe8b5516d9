import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ServerBuild } from '../provision/serverBuild.ts';
import { killGroup, spawnGroup } from './processGroup.ts';

export interface ServerOptions {
  /** Where settings, logs and installed extensions live; without it a temporary folder that goes with the server. */
  dataFolder?: string;
  settings?: Record<string, unknown>;
  /** Restricted Mode until somebody trusts the folder. */
  restricted?: boolean;
  /** Honours the payload of the address: extensions in development and test suites. */
  automation?: boolean;
  /** Asked for in the address; without one anybody on this machine may connect. */
  token?: string;
  environment?: Record<string, string>;
  onLine?(line: string): void;
}

export interface Server {
  port: number;
  origin: string;
  dataFolder: string;
  /** Everything that the server printed. */
  log(): string;
  dispose(): void;
}

const startLimitMilliseconds = 60_000;

/** Starts VS Code's server on a free port of this machine and waits until it answers. */
export async function startServer(build: ServerBuild, options: ServerOptions = {}): Promise<Server> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'gradient-check-window-'));
  writeUserSettings(dataFolder, options.settings ?? {});
  const child = spawnGroup(process.execPath, [build.serverMain, ...flags(dataFolder, options)], {
    env: serverEnvironment(options.environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const dispose = () => {
    killGroup(child);
    if (!options.dataFolder) rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  const port = await new Promise<number>((resolve, reject) => {
    const fail = (why: string) => {
      dispose();
      reject(new Error(`VS Code's server ${why}\n${log}`));
    };
    const timer = setTimeout(fail, startLimitMilliseconds, 'did not start in time');
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with code ${String(code)}`));
    const read = (data: Buffer) => {
      log += data.toString();
      for (const line of data.toString().split('\n')) options.onLine?.(line);
      const listening = /Extension host agent listening on (\d+)/.exec(log);
      if (!listening || !log.includes('Extension host agent started')) return;
      clearTimeout(timer);
      resolve(Number(listening[1]));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });
  return {
    port,
    origin: `http://127.0.0.1:${port}`,
    dataFolder,
    log: () => log,
    dispose,
  };
}

function flags(dataFolder: string, options: ServerOptions): string[] {
  return [
    '--host=127.0.0.1',
    '--port=0',
    ...(options.token ? [`--connection-token=${options.token}`] : ['--without-connection-token']),
    '--accept-server-license-terms',
    '--disable-telemetry',
    `--server-data-dir=${dataFolder}`,
    ...(options.automation ? ['--enable-smoke-test-driver'] : []),
    ...(options.restricted ? [] : ['--disable-workspace-trust']),
  ];
}

/** Quiet by default: nothing pops up that is not about gradients. */
const quiet = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'window.commandCenter': false,
  'update.mode': 'none',
  'extensions.ignoreRecommendations': true,
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  'security.workspace.trust.startupPrompt': 'never',
};

function writeUserSettings(dataFolder: string, settings: Record<string, unknown>): void {
  const file = join(dataFolder, 'data', 'User', 'settings.json');
  if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...quiet, ...settings }, null, 2));
}

/** What npm and an outer VS Code leave in the environment is none of the window's business. */
function serverEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}
