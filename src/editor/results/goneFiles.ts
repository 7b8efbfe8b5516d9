import { existsSync } from 'node:fs';
import { Disposable, workspace } from 'vscode';

/**
 * Calls the listener with every file or folder that is there no more under its name, whoever deleted, moved or renamed
 * it. What a tool only writes anew is not one: it deletes the old file first.
 */
export function watchGoneFiles(listener: (path: string) => void): Disposable {
  const tell = (path: string): void => {
    if (!existsSync(path)) listener(path);
  };
  // A folder that goes takes its files along without a word about each.
  const watcher = workspace.createFileSystemWatcher('**/*', true, true, false);
  return Disposable.from(
    watcher,
    watcher.onDidDelete((uri) => tell(uri.fsPath)),
    workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => tell(uri.fsPath))),
    workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => tell(oldUri.fsPath))),
  );
}
