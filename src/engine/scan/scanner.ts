import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pair } from '../../model/facts.ts';
import { readFiles } from './readFiles.ts';
import { stampOf } from './stampedFile.ts';
import { Turns } from './turns.ts';
import { sourcesBelow } from './walk.ts';

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
  readonly #readerPath: string;
  readonly #discover: (file: string, text: string) => Promise<Pair[]>;
  /** What is known of each folder, by path of the file. */
  readonly #known = new Map<string, Map<string, Known>>();

  /** @param paths the folder of what is remembered on disk, null for none; and dist/reader.cjs */
  constructor(
    { cacheFolder, readerPath }: { cacheFolder: string | null; readerPath: string },
    discover: (file: string, text: string) => Promise<Pair[]>,
  ) {
    this.#cacheFolder = cacheFolder;
    this.#readerPath = readerPath;
    this.#discover = discover;
  }

  /** Pairs of every source file below a folder, in the order of paths. */
  async scan(root: string, excluded: string[]): Promise<Pair[]> {
    const before = this.#known.get(root) ?? this.#read(root);
    const now = new Map<string, Known>();
    const files = [...sourcesBelow(root, excluded)];
    const unread: string[] = [];
    const others = new Turns();
    for (const file of files) {
      const known = before.get(file);
      if (known && known.stamp === stampOf(file)) now.set(file, known);
      else unread.push(file);
      if (others.isDue) await others.turn();
    }
    let isChanged = false;
    for await (const block of readFiles(unread, this.#readerPath)) {
      for (const [file, reading] of block) {
        if (!reading) continue;
        isChanged = true;
        const { stamp, text } = reading;
        now.set(file, { stamp, pairs: text === null ? [] : await this.#discover(file, text).catch(() => []) });
        if (others.isDue) await others.turn();
      }
    }
    this.#known.set(root, now);
    // Whoever asked has the answer first.
    if (isChanged || now.size !== before.size) setImmediate(() => this.#write(root, now));
    return files.flatMap((file) => now.get(file)?.pairs ?? []);
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

interface Stored {
  version: string;
  files: [string, Known][];
}

/** Another build may find other pairs. */
function ownVersion(): string {
  const { mtimeMs, size } = statSync(import.meta.filename);
  return `${mtimeMs} ${size}`;
}
