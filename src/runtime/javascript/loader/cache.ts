import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transpiled } from './transpile.ts';

/** Rises whenever transpiling gives another output for the same input. */
const version = 4;
const digestLength = 64;

/**
 * Transpiled sources by content: in memory, and in a folder where one is given, each behind its checksum: what is
 * damaged there is made anew. Trouble with the folder is ignored.
 */
export class TranspileCache {
  readonly #memory = new Map<string, Transpiled>();
  readonly #folder: string | null;

  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /** @param parts everything that decides the output */
  get(parts: string[], make: () => Transpiled): Transpiled {
    const key = digest(JSON.stringify([version, ...parts]));
    const known = this.#memory.get(key) ?? this.#read(key);
    const transpiled = known ?? make();
    this.#memory.set(key, transpiled);
    if (known === null) this.#write(key, transpiled);
    return transpiled;
  }

  #read(key: string): Transpiled | null {
    if (this.#folder === null) return null;
    try {
      const whole = readFileSync(join(this.#folder, `${key}.json`), 'utf8');
      const text = whole.slice(digestLength);
      return whole.slice(0, digestLength) === digest(text) ? (JSON.parse(text) as Transpiled) : null;
    } catch {
      return null;
    }
  }

  /** Written beside and renamed, so that no other worker reads half a file. */
  #write(key: string, transpiled: Transpiled): void {
    if (this.#folder === null) return;
    const path = join(this.#folder, `${key}.json`);
    const beside = `${path}.${process.pid}.${Math.floor(performance.now() * 1000)}`;
    const text = JSON.stringify(transpiled);
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(beside, digest(text) + text);
      renameSync(beside, path);
    } catch {
      // A read-only or full disk costs time, nothing else.
      removeQuietly(beside);
    }
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // There is no folder that it could be in.
  }
}
