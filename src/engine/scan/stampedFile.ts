import { closeSync, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';

/** Bigger files are bundles and data; a notebook carries its pictures. */
const largest = 1_000_000;
const largestNotebook = 20_000_000;

/** What is read of a file at one moment. */
export interface StampedFile {
  /** Time of the last change, and size. */
  stamp: string;
  text: string;
}

/** The stamp of a file as it stands now; null for what is gone or too big. */
export function stampOf(file: string): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? stampFor(file, stat) : null;
}

function stampFor(file: string, { mtimeMs, size }: Stats): string | null {
  return size > (file.endsWith('.ipynb') ? largestNotebook : largest) ? null : `${mtimeMs} ${size}`;
}

/** Files are read one after the other, thousands of them: all but the longest notebooks through this. */
const shared = Buffer.alloc(largest);

/** Opens a file once for both its stamp and its text; null for what is gone, too big, or not ours to read. */
export function readStamped(file: string): StampedFile | null {
  let handle: number | null = null;
  try {
    handle = openSync(file, 'r');
    const stat = fstatSync(handle);
    const stamp = stampFor(file, stat);
    return stamp === null ? null : { stamp, text: textOf(handle, stat.size) };
  } catch {
    return null;
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

function textOf(handle: number, size: number): string {
  const into = size > shared.length ? Buffer.allocUnsafe(size) : shared;
  let length = 0;
  for (let read = -1; read !== 0 && length < size; length += read)
    read = readSync(handle, into, length, size - length, null);
  return into.toString('utf8', 0, length);
}
