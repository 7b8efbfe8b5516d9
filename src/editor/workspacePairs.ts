import { readFile, stat } from 'node:fs/promises';
import { workspace, type CancellationToken } from 'vscode';
import type { CheckService } from '../engine/service.ts';
import type { Pair } from '../model/facts.ts';
import { sourceGlob } from './documents.ts';
import { openSource } from './places.ts';
import { mayHoldPairs } from './prefilter.ts';

const excluded = '**/{node_modules,.git,dist,out,build,coverage,.venv,venv,site-packages,__pycache__,.vscode-test}/**';
const atOnce = 32;

interface Remembered {
  stamp: string;
  pairs: Pair[];
}

/** The pairs of all source files of the workspace; unchanged files are read once. */
export class WorkspacePairs {
  readonly #service: CheckService;
  readonly #remembered = new Map<string, Remembered>();

  constructor(service: CheckService) {
    this.#service = service;
  }

  /** Pairs of every source file, unsaved buffers included, in the order of their paths. */
  async all(token?: CancellationToken): Promise<Pair[]> {
    const found = await workspace.findFiles(sourceGlob, excluded, undefined, token);
    const files = found.filter((uri) => uri.scheme === 'file').map((uri) => uri.fsPath);
    files.sort((one, other) => one.localeCompare(other));
    const pairs: Pair[] = [];
    for (let at = 0; at < files.length && !token?.isCancellationRequested; at += atOnce) {
      const batch = files.slice(at, at + atOnce).map((file) => this.ofFile(file));
      pairs.push(...(await Promise.all(batch)).flat());
    }
    return pairs;
  }

  /** Pairs of one file; a file that cannot be read has none. */
  async ofFile(file: string): Promise<Pair[]> {
    const open = openSource(file);
    if (open) return await this.#discover(file, open.text);
    try {
      const { mtimeMs, size } = await stat(file);
      const stamp = `${String(mtimeMs)} ${String(size)}`;
      const remembered = this.#remembered.get(file);
      if (remembered?.stamp === stamp) return remembered.pairs;
      const pairs = await this.#discover(file, await readFile(file, 'utf8'));
      this.#remembered.set(file, { stamp, pairs });
      return pairs;
    } catch {
      return [];
    }
  }

  async #discover(file: string, text: string): Promise<Pair[]> {
    return mayHoldPairs(text) ? (await this.#service.discover(file, text)).pairs : [];
  }
}
