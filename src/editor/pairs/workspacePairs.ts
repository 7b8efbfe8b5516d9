import { readFile } from 'node:fs/promises';
import { Uri, workspace, type CancellationToken } from 'vscode';
import type { CheckService } from '../../engine/service.ts';
import type { Pair } from '../../model/facts.ts';
import { withoutIgnored } from './ignoredPairs.ts';
import type { PairIndex } from './pairIndex.ts';
import { openSource } from '../documents/places.ts';

/** The pairs of all source files of the workspace. Folders are scanned outside of this process. */
export class WorkspacePairs {
  readonly #service: CheckService;
  readonly #index: PairIndex;
  readonly #log: (message: string) => void;

  constructor(service: CheckService, index: PairIndex, log: (message: string) => void) {
    this.#service = service;
    this.#index = index;
    this.#log = log;
  }

  /** Pairs of every source file, unsaved buffers included, in the order of their paths. */
  async all(token?: CancellationToken): Promise<Pair[]> {
    const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const found = new Map<string, Pair[]>();
    for (const { uri } of folders) {
      if (token?.isCancellationRequested) break;
      // Of two folders of which one holds the other, both find the same files.
      const pairs = await this.#scan(uri);
      for (const { file } of pairs) found.delete(file);
      for (const pair of pairs) found.set(pair.file, [...(found.get(pair.file) ?? []), pair]);
    }
    for (const [file, pairs] of found) found.set(file, withoutIgnored(file, pairs));
    const inside = (file: string): boolean => workspace.getWorkspaceFolder(Uri.file(file)) !== undefined;
    for (const file of this.#index.openFiles().filter(inside)) found.set(file, await this.ofFile(file));
    const files = [...found.keys()].sort((one, other) => one.localeCompare(other));
    return files.flatMap((file) => found.get(file) ?? []);
  }

  /** Pairs of one file; a file that cannot be read has none. */
  async ofFile(file: string): Promise<Pair[]> {
    try {
      if (openSource(file)) return (await this.#index.factsOf(file))?.pairs ?? [];
      const facts = await this.#service.discover(file, await readFile(file, 'utf8'));
      return withoutIgnored(file, facts.pairs);
    } catch {
      return [];
    }
  }

  async #scan(folder: Uri): Promise<Pair[]> {
    const settings = workspace.getConfiguration('files', folder).get<Record<string, unknown>>('exclude', {});
    const excluded = Object.keys(settings).filter((glob) => settings[glob] === true);
    try {
      return await this.#service.scan(folder.fsPath, excluded);
    } catch (error) {
      this.#log(`Looking for pairs in ${folder.fsPath} failed: ${String(error)}`);
      return [];
    }
  }
}
