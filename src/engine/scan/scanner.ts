import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { mayHoldPairs } from '../../discovery/mayHoldPairs.ts';
import type { Pair } from '../../model/facts.ts';
import { readStamped, stampOf, type StampedFile } from './stampedFile.ts';
import { sourcesBelow } from './walk.ts';

/** After so long other requests have their turn. */
const stretch = 20;

interface Known {
  /** Time of the last change, and size. */
  stamp: string;
  pairs: Pair[];
}

/**
 * Finds the pairs of whole folders. Only texts that may hold one are parsed; what was found is remembered by time and
 * size of the file, in memory and in a folder where one is given, for the next window.
 */
export class Scanner {
  readonly #cacheFolder: string | null;
  readonly #discover: (file: string, text: string) => Promise<Pair[]>;
  /** What is known of each folder, by path of the file. */
  readonly #known = new Map<string, Map<string, Known>>();

  constructor(cacheFolder: string | null, discover: (file: string, text: string) => Promise<Pair[]>) {
    this.#cacheFolder = cacheFolder;
    this.#discover = discover;
  }

  /** Pairs of every source file below a folder, in the order of paths. */
  async scan(root: string, excluded: string[]): Promise<Pair[]> {
    const before = this.#known.get(root) ?? this.#read(root);
    const now = new Map<string, Known>();
    let isChanged = false;
    let started = performance.now();
    for (const file of sourcesBelow(root, excluded)) {
      const known = before.get(file);
      const isKnown = known !== undefined && known.stamp === stampOf(file);
      const read = isKnown ? null : readStamped(file);
      const found = isKnown ? known : read && (withoutPairs(read) ?? (await this.#find(file, read)));
      if (!found) continue;
      isChanged ||= !isKnown;
      now.set(file, found);
      if (performance.now() - started < stretch) continue;
      await turn();
      started = performance.now();
    }
    this.#known.set(root, now);
    // Whoever asked has the answer first.
    if (isChanged || now.size !== before.size) setImmediate(() => this.#write(root, now));
    return [...now.values()].flatMap(({ pairs }) => pairs);
  }

  async #find(file: string, { stamp, text }: StampedFile): Promise<Known> {
    return { stamp, pairs: await this.#discover(file, text).catch(() => []) };
  }

  #read(root: string): Map<string, Known> {
    try {
      const { version, files } = JSON.parse(readFileSync(this.#path(root)!, 'utf8')) as Stored;
      return new Map(version === ownVersion() ? files : []);
    } catch {
      return new Map();
    }
  }

  /** Written beside and renamed, so that no other window reads half a file. */
  #write(root: string, known: Map<string, Known>): void {
    const path = this.#path(root);
    if (path === null) return;
    try {
      mkdirSync(this.#cacheFolder!, { recursive: true });
      const stored: Stored = { version: ownVersion(), files: [...known] };
      writeFileSync(`${path}.${process.pid}`, JSON.stringify(stored));
      renameSync(`${path}.${process.pid}`, path);
    } catch {
      // A read-only or full disk costs time, nothing else.
    }
  }

  #path(root: string): string | null {
    const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
    return this.#cacheFolder === null ? null : join(this.#cacheFolder, `pairs-${name}.json`);
  }
}

/** Nearly every file of a workspace, so that it is told without a promise; null for a text that may hold some. */
function withoutPairs({ stamp, text }: StampedFile): Known | null {
  return mayHoldPairs(text) ? null : { stamp, pairs: [] };
}

interface Stored {
  version: string;
  files: [string, Known][];
}

/** Another build may find other pairs. */
function ownVersion(): string {
  const { mtimeMs, size } = statSync(import.meta.filename);
  return `${mtimeMs} ${size}`;
}
