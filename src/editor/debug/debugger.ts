import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  ProgressLocation,
  Uri,
  commands,
  debug,
  extensions,
  l10n,
  window,
  workspace,
  type CancellationToken,
  type Disposable,
  type TestRun,
} from 'vscode';
import type { DebugRun } from '../../engine/job/debugRun.ts';
import { statementsIn } from '../../fixes/statements.ts';
import type { Report } from '../../model/report.ts';
import { openDocument } from '../documents/openDocument.ts';
import type { PairRef } from '../pairs/pairRef.ts';
import { openSource, toLocation } from '../documents/places.ts';
import type { Services } from '../services.ts';
import { debugConfiguration } from './debugConfiguration.ts';
import type { LookedAt } from './lookedAt.ts';
import { nodeRuntime } from './nodeRuntime.ts';
import { addTemporary, hasBreakpointIn, type Temporary } from './temporaryBreakpoints.ts';

const debuggers = {
  script: { ids: ['ms-vscode.js-debug'], name: () => l10n.t('JavaScript Debugger') },
  python: { ids: ['ms-python.debugpy', 'ms-python.python'], name: () => l10n.t('Python Debugger') },
};

/**
 * Starts a debugger on one pair: forward and backward run once at θ, in the debuggee's main thread.
 * Null where it was not started; whoever asked has been told why.
 */
export async function debugPair(
  services: Services,
  ref: PairRef,
  { entry = null, testRun, token }: { entry?: LookedAt | null; testRun?: TestRun; token?: CancellationToken } = {},
): Promise<{ ended: Promise<void> } | null> {
  if (ref.file.endsWith('.ipynb')) {
    void window.showWarningMessage(
      l10n.t(
        'Cells of a notebook cannot be debugged from here. Move the functions into a .py file, or debug the cell.',
      ),
    );
    return null;
  }
  if (!(await hasDebugger(ref.file.endsWith('.py') ? 'python' : 'script'))) return null;
  const folder = await mkdtemp(join(tmpdir(), 'gradient-check-debug-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const runFile = join(folder, 'run.json');
  const report = await prepare(services, ref, runFile, token);
  const run = report ? await readRun(runFile) : null;
  if (!report || !run) {
    await remove();
    if (report) void window.showErrorMessage(report.headline);
    return null;
  }
  const configuration = debugConfiguration(run, {
    name: l10n.t('Gradient check of {0}', ref.name),
    dist: Uri.joinPath(services.extension, 'dist').fsPath,
    runFile,
    flat: entry?.flat ?? null,
    note: entry?.note ?? '',
    cwd: workspace.getWorkspaceFolder(Uri.file(ref.file))?.uri.fsPath ?? dirname(ref.file),
    node: await nodeRuntime(),
    words: l10n.uri?.fsPath ?? null,
  });
  const breakpoints = await stopSomewhere(services, ref, report, entry);
  const clean = async (): Promise<void> => {
    breakpoints.dispose();
    await remove();
  };
  const end = endOf(runFile);
  const ended = end.reached.then(clean);
  const workspaceFolder = workspace.getWorkspaceFolder(Uri.file(ref.file));
  if (await debug.startDebugging(workspaceFolder, configuration, testRun ? { testRun } : undefined)) return { ended };
  end.dispose();
  await clean();
  return null;
}

/** The whole check is not needed, only what it would run; the fast one is enough. */
async function prepare(
  services: Services,
  ref: PairRef,
  runFile: string,
  given: CancellationToken | undefined,
): Promise<Report | null> {
  const pair = (await services.workspacePairs.ofFile(ref.file)).find(({ id }) => id === ref.pairId);
  if (!pair) {
    void window.showWarningMessage(l10n.t('{0} was not found in its file any more.', ref.name));
    return null;
  }
  const title = l10n.t('Preparing to debug {0}…', ref.name);
  const progress = { location: ProgressLocation.Notification, title, cancellable: true };
  return await window.withProgress(progress, async (_progress, shown) => {
    const controller = new AbortController();
    for (const token of [shown, given]) token?.onCancellationRequested(() => controller.abort());
    const report = await services.checks.runOnce(pair, { mode: 'fast' }, runFile, controller.signal);
    return report.error?.kind === 'cancelled' ? null : report;
  });
}

async function readRun(runFile: string): Promise<DebugRun | null> {
  try {
    return JSON.parse(await readFile(runFile, 'utf8')) as DebugRun;
  } catch {
    return null;
  }
}

/** At the site of the entry that is looked at; else, where no breakpoint would be met, at backward's first statement. */
async function stopSomewhere(
  services: Services,
  ref: PairRef,
  report: Report,
  entry: LookedAt | null,
): Promise<Temporary> {
  if (entry?.site) {
    const { file, ...range } = entry.site;
    return addTemporary([{ location: toLocation(file, range), condition: entry.condition }]);
  }
  if (hasBreakpointIn(report.files)) return addTemporary([]);
  const document = await openDocument(ref.file);
  const facts = document ? await services.index.facts(document) : null;
  const source = openSource(ref.file);
  const backward = facts?.functions.find(({ qualifiedName }) => qualifiedName === report.backward);
  if (!facts || !source || !backward || !document) return addTemporary([]);
  const [first] = statementsIn(source.code, facts.language, backward.range);
  const line = first ? document.positionAt(first.start).line + 1 : backward.nameRange.line;
  const range = { line, column: 1, endLine: line, endColumn: 1 };
  return addTemporary([{ location: toLocation(ref.file, range), condition: null }]);
}

/** `reached` settles when the session that was started with a run file has ended. */
function endOf(runFile: string): { reached: Promise<void>; dispose(): void } {
  let subscription: Disposable | undefined;
  const reached = new Promise<void>((resolve) => {
    subscription = debug.onDidTerminateDebugSession(({ configuration, parentSession }) => {
      const args: unknown = configuration['args'];
      if (parentSession || !Array.isArray(args) || args[0] !== runFile) return;
      subscription?.dispose();
      resolve();
    });
  });
  return { reached, dispose: () => void subscription?.dispose() };
}

/** Says which extension is missing, and offers to show it. */
async function hasDebugger(which: keyof typeof debuggers): Promise<boolean> {
  const { ids, name } = debuggers[which];
  if (ids.some((id) => extensions.getExtension(id) !== undefined)) return true;
  const show = l10n.t('Show the Extension');
  const message = l10n.t(
    'To debug this gradient check, the extension "{0}" is needed. It is not installed, or disabled.',
    name(),
  );
  if ((await window.showWarningMessage(message, show)) === show) {
    await commands.executeCommand('workbench.extensions.search', `@id:${ids[0] ?? ''}`);
  }
  return false;
}
