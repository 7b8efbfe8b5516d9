import { isMinified, mayHoldPairs } from '../../discovery/mayHoldPairs.ts';
import { readStamped } from './stampedFile.ts';

/** Files that are read together: so few that no thread waits long for another's last ones. */
export const blockSize = 40;

/** What is read of a file at one moment. */
export interface Reading {
  /** Time of the last change, and size. */
  stamp: string;
  /** Null where it holds no pair that somebody writes by hand. */
  text: string | null;
}

export interface Block {
  index: number;
  /** One for each of its files; null for what is gone, too big, or not ours to read. */
  readings: (Reading | null)[];
}

/** What threads read by turns: whoever is free takes the next block. */
export interface SharedFiles {
  /** Absolute paths. */
  files: string[];
  /** The first block that nobody has taken. */
  next: Int32Array<SharedArrayBuffer>;
}

/** Takes the next block and reads it; null where all are taken. */
export function readNextBlock({ files, next }: SharedFiles): Block | null {
  const index = Atomics.add(next, 0, 1);
  return index * blockSize < files.length ? readBlock(files, index) : null;
}

export function readBlock(files: string[], index: number): Block {
  const readings = filesOfBlock(files, index).map((file) => {
    const read = readStamped(file);
    if (!read) return null;
    const { stamp, text } = read;
    return { stamp, text: mayHoldPairs(file, text) && !isMinified(text) ? text : null };
  });
  return { index, readings };
}

export function filesOfBlock(files: string[], index: number): string[] {
  return files.slice(index * blockSize, (index + 1) * blockSize);
}
