import * as words from '@vscode/l10n';
import { Uri, extensions, l10n, languages, lm, window, workspace, type ExtensionContext } from 'vscode';
import { registerDebugCommands } from './editor/commands/debugCommands.ts';
import { registerFixCommands } from './editor/commands/fixCommands.ts';
import { registerInputCommands } from './editor/commands/inputCommands.ts';
import { registerReportCommands } from './editor/commands/reportCommands.ts';
import { registerRunCommands } from './editor/commands/runCommands.ts';
import { registerViewCommands } from './editor/commands/viewCommands.ts';
import { Checks } from './editor/checks.ts';
import { watchConfig } from './editor/configFile.ts';
import { Diagnostics } from './editor/marks/diagnostics.ts';
import { selector, toEdits, unsavedBuffers } from './editor/documents/documents.ts';
import { FixFinder, type FixHost } from './editor/quickFixes/fixFinder.ts';
import { FixPreview } from './editor/quickFixes/fixPreview.ts';
import { watchGoneFiles } from './editor/results/goneFiles.ts';
import { Hovers } from './editor/marks/hovers.ts';
import { InlineView } from './editor/marks/inlineView.ts';
import { GradientCheckTool } from './editor/agents/languageModelTool.ts';
import { LensProvider } from './editor/lenses/lenses.ts';
import { NotebookEdits } from './editor/documents/notebookEdits.ts';
import { readManifest } from './editor/manifest.ts';
import { openDocument } from './editor/documents/openDocument.ts';
import { PairIndex } from './editor/pairs/pairIndex.ts';
import type { RunOverrides } from './editor/pairs/pairRef.ts';
import { PanelHost } from './editor/panel/panelHost.ts';
import { notebookJson } from './editor/documents/notebooks.ts';
import { openSource, openTexts } from './editor/documents/places.ts';
import { PythonInterpreters } from './editor/python/pythonInterpreter.ts';
import { QuickFixes } from './editor/quickFixes/quickFixes.ts';
import { logLine } from './editor/results/logLine.ts';
import { ResultFiles } from './editor/results/resultFiles.ts';
import { ResultStore } from './editor/results/resultStore.ts';
import { SavedResults } from './editor/results/savedResults.ts';
import type { Services } from './editor/services.ts';
import { checkOptions, settingsSection } from './editor/settings.ts';
import { StatusBar } from './editor/marks/statusBar.ts';
import { TestExplorerSwitch } from './editor/testExplorer/testExplorerSwitch.ts';
import { Watch } from './editor/watch/watch.ts';
import { WorkspacePairs } from './editor/pairs/workspacePairs.ts';
import type { CheckOptions } from './engine/service.ts';
import { createCheckService } from './engine/processes/client.ts';

let saved: SavedResults | undefined;

/** Wires the parts together. */
export async function activate(context: ExtensionContext): Promise<void> {
  const services = createServices(context);
  const { store, checks, index } = services;
  const lenses = new LensProvider(services);
  const notebookEdits = new NotebookEdits();
  const useSettings = (): void => {
    checks.forgetSeeds();
    lenses.refresh();
  };
  context.subscriptions.push(
    index,
    services.diagnostics,
    services.panel,
    services.fixes,
    services.fixPreview,
    new StatusBar(store, checks, index),
    new InlineView(store),
    new Watch(store, checks, index),
    new TestExplorerSwitch(services),
    lenses,
    languages.registerCodeLensProvider(selector, lenses),
    languages.registerHoverProvider(selector, new Hovers(store)),
    languages.registerCodeActionsProvider(selector, new QuickFixes(services), {
      providedCodeActionKinds: QuickFixes.kinds,
    }),
    lm.registerTool('gradient_check', new GradientCheckTool(services)),
    store.onDidChange((keys) => services.diagnostics.show(keys)),
    store.onDidChange(() => lenses.refresh()),
    checks.onDidChange(() => lenses.refresh()),
    workspace.onDidGrantWorkspaceTrust(() => lenses.refresh()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingsSection)) useSettings();
    }),
    watchConfig(useSettings),
    watchGoneFiles((path) => store.gone(path)),
    workspace.onDidChangeTextDocument((event) => {
      // What is typed in a cell is told by `notebookEdits`, in the lines of its notebook.
      if (event.contentChanges.length === 0 || event.document.uri.scheme !== 'file') return;
      checks.edited(event.document.uri.fsPath);
      store.edited(event.document.uri.fsPath, toEdits(event.contentChanges), () => event.document.getText());
    }),
    notebookEdits,
    notebookEdits.onDidEdit(({ notebook, edit }) => {
      checks.edited(notebook.uri.fsPath);
      store.edited(notebook.uri.fsPath, [edit], () => notebookJson(notebook));
    }),
    notebookEdits.onDidMove(() => {
      services.diagnostics.show();
      lenses.refresh();
    }),
    ...registerRunCommands(services),
    ...registerViewCommands(services),
    ...registerInputCommands(services),
    ...registerReportCommands(services),
    ...registerFixCommands(services),
    ...registerDebugCommands(services),
  );
  await saved?.restore();
}

export async function deactivate(): Promise<void> {
  await saved?.save();
}

function createServices(context: ExtensionContext): Services {
  if (l10n.bundle) words.config({ contents: l10n.bundle });
  const log = window.createOutputChannel(l10n.t('Gradient Check'), { log: true });
  const folder = context.storageUri ?? Uri.joinPath(context.globalStorageUri, 'no-folder');
  const service = createCheckService({
    runnerPath: Uri.joinPath(context.extensionUri, 'dist', 'runner.cjs').fsPath,
    cacheFolder: Uri.joinPath(context.globalStorageUri, 'sources').fsPath,
    valuesFolder: Uri.joinPath(folder, 'values').fsPath,
    wordsPath: l10n.uri?.fsPath,
  });
  const store = new ResultStore();
  const interpreters = new PythonInterpreters(
    (id) => extensions.getExtension(id),
    (message) => log.warn(message),
  );
  const index = new PairIndex(service, (message) => log.warn(message));
  const workspacePairs = new WorkspacePairs(service, index, (message) => log.warn(message));
  const options = (file: string, overrides: RunOverrides): Promise<CheckOptions> =>
    checkOptions(Uri.file(file), overrides, interpreters);
  const checks = new Checks(service, store, {
    pair: async ({ file, pairId }) => (await workspacePairs.ofFile(file)).find((pair) => pair.id === pairId) ?? null,
    options,
    overlays: unsavedBuffers,
    texts: openTexts,
    output: (text) => log.info(text.trimEnd()),
    ended: (report) => log.info(logLine(workspace.asRelativePath(report.file), report)),
    now: () => Date.now(),
  });
  const fixes = new FixFinder(service, store, fixHost(index, options));
  const diagnostics = new Diagnostics(store, context.extensionUri);
  const panel = new PanelHost(context.extensionUri, { store, checks, service }, context.workspaceState);
  const files = new ResultFiles(Uri.joinPath(folder, 'results').fsPath);
  saved = new SavedResults(store, files, (message) => log.warn(message));
  // What another interpreter would say is not known.
  interpreters.onDidChange(() => {
    for (const { report } of store.all()) if (report.language === 'python') store.edited(report.file, []);
  });
  context.subscriptions.push(log, saved, interpreters, { dispose: () => void service.dispose() });
  return {
    extension: context.extensionUri,
    ...readManifest(context.extension.packageJSON),
    log,
    service,
    store,
    checks,
    index,
    workspacePairs,
    diagnostics,
    panel,
    fixes,
    fixPreview: new FixPreview(),
  };
}

function fixHost(index: PairIndex, options: FixHost['options']): FixHost {
  return {
    source: async (file) => {
      const document = await openDocument(file);
      const facts = document ? await index.facts(document) : null;
      const code = openSource(file)?.code;
      return facts && code !== undefined ? { code, facts } : null;
    },
    options,
    overlays: unsavedBuffers,
    trusted: () => workspace.isTrusted,
    now: () => Date.now(),
  };
}
