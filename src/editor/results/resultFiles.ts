import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyOf, refOfReport } from '../pairs/pairRef.ts';
import { decodeResult, encodeResult } from './resultCodec.ts';
import type { Result } from './resultStore.ts';

const ending = '.json';
const mostFiles = 1000;
const mostBytes = 16_000_000;

/** Results in a folder, each in a file of its own: two windows on one workspace never overwrite what the other knows. */
export class ResultFiles {
  readonly #folder: string;
  #written = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Every result that is there and whole. */
  async read(): Promise<Result[]> {
    const names = (await namesIn(this.#folder)).filter((name) => name.endsWith(ending));
    const results = await Promise.all(names.map((name) => this.#readOne(name)));
    return results.filter((result) => result !== null);
  }

  /**
   * Keeps a result, unless another window has a newer one of the same pair. It is written beside and renamed, so that
   * nobody ever reads half of it. Throws where the disk is full or read-only.
   */
  async write(result: Result): Promise<void> {
    const name = nameOf(keyOf(refOfReport(result.report)));
    const there = await this.#readOne(name);
    if (there && there.at > result.at) return;
    await mkdir(this.#folder, { recursive: true });
    const beside = join(this.#folder, `${name}.${String(process.pid)}.${String(this.#written++)}`);
    try {
      await writeFile(beside, encodeResult(result));
      await rename(beside, join(this.#folder, name));
    } catch (error) {
      await rm(beside, { force: true });
      throw error;
    }
  }

  /** Forgets the result of one pair, by its key. */
  async remove(key: string): Promise<void> {
    await rm(join(this.#folder, nameOf(key)), { force: true });
  }

  /** Keeps the latest files, in number and in bytes. */
  async forgetOldest(): Promise<void> {
    const names = await namesIn(this.#folder);
    const files = await Promise.all(names.map((name) => placeOf(join(this.#folder, name))));
    let bytes = 0;
    for (const [at, { path, size }] of files.sort((one, other) => other.time - one.time).entries()) {
      bytes += size;
      if (at >= mostFiles || (at > 0 && bytes > mostBytes)) await rm(path, { force: true });
    }
  }

  async #readOne(name: string): Promise<Result | null> {
    try {
      return decodeResult(await readFile(join(this.#folder, name), 'utf8'));
    } catch {
      return null; // there is none, or another window has just removed it
    }
  }
}

function nameOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32) + ending;
}

/** Nothing where there is no folder yet. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** Another window may have removed it meanwhile: then it is the oldest. */
async function placeOf(path: string): Promise<{ path: string; time: number; size: number }> {
  try {
    const { mtimeMs, size } = await stat(path);
    return { path, time: mtimeMs, size };
  } catch {
    return { path, time: 0, size: 0 };
  }
}
