import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transpiled } from './transpile.ts';

/** Rises whenever transpiling gives another output for the same input. */
const version = 2;

/** Transpiled sources by content: in memory, and in a folder where one is given. Trouble with the folder is ignored. */
export class TranspileCache {
  readonly #memory = new Map<string, Transpiled>();
  readonly #folder: string | null;

  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /** @param parts everything that decides the output */
  get(parts: string[], make: () => Transpiled): Transpiled {
    const key = createHash('sha256')
      .update(JSON.stringify([version, ...parts]))
      .digest('hex');
    const known = this.#memory.get(key) ?? this.#read(key);
    const transpiled = known ?? make();
    this.#memory.set(key, transpiled);
    if (known === null) this.#write(key, transpiled);
    return transpiled;
  }

  #read(key: string): Transpiled | null {
    if (this.#folder === null) return null;
    try {
      return JSON.parse(readFileSync(join(this.#folder, `${key}.json`), 'utf8')) as Transpiled;
    } catch {
      return null;
    }
  }

  /** Written beside and renamed, so that no other worker reads half a file. */
  #write(key: string, transpiled: Transpiled): void {
    if (this.#folder === null) return;
    try {
      mkdirSync(this.#folder, { recursive: true });
      const path = join(this.#folder, `${key}.json`);
      const beside = `${path}.${process.pid}.${Math.floor(performance.now() * 1000)}`;
      writeFileSync(beside, JSON.stringify(transpiled));
      renameSync(beside, path);
    } catch {
      // A read-only or full disk costs time, nothing else.
    }
  }
}
