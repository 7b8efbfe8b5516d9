import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** A machine that does other things as well takes its time; only a failure waits so long. */
const patience = 120_000;

/** The folder that the window has opened: a copy of examples/. */
export const folder = (): vscode.Uri => vscode.workspace.workspaceFolders![0]!.uri;

export async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder(), name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Writes a file into the workspace and opens it. */
export async function openNew(name: string, text: string): Promise<vscode.TextDocument> {
  await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder(), name), new TextEncoder().encode(text));
  return open(name);
}

/** The lenses of this extension, in their order; one that shows progress has no command. */
export async function codeLenses(uri: vscode.Uri): Promise<vscode.CodeLens[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
  return found.filter(({ command }) => command !== undefined && /^(gradientCheck\.|$)/.test(command.command));
}

/** What stands above the pairs of a document. */
export async function lenses(document: vscode.TextDocument): Promise<vscode.Command[]> {
  return (await codeLenses(document.uri)).map(({ command }) => command!);
}

/** Asks again until there is an answer. */
export async function until<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`it did not happen within ${patience / 1000} s`);
    await delay(100);
  }
}

/** Starts the first pair of a document from its lens; resolves when the check has ended. */
export async function runFromLens(document: vscode.TextDocument): Promise<void> {
  const run = await until(async () => (await lenses(document)).find(({ command }) => command === 'gradientCheck.run'));
  await vscode.commands.executeCommand(run.command, ...(run.arguments as unknown[]));
}

/** The squiggles of this extension. */
export function squiggles(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Gradient Check');
}
