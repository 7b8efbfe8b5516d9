import { realpathSync } from 'node:fs';
import type { Pair } from '../model/facts.ts';
import { changedFiles } from './changedFiles.ts';
import type { Discovery } from './discovery.ts';
import type { Flags } from './flags.ts';
import type { ProgressLine } from './progressLine.ts';
import { sourceFiles, type Search } from './sourceFiles.ts';

export interface Found {
  pairs: Pair[];
  /** How many files were looked at. */
  files: number;
  /** Paths that name nothing. */
  missing: string[];
  /** Files that do not parse as they stand. */
  unparsed: string[];
  /** Why files could not be read. */
  unread: string[];
}

const atOnce = 32;

/** The pairs of all sources, in the order of their paths, that the flags ask for. Throws UsageError. */
export async function findPairs(
  discovery: Discovery,
  search: Search,
  { pair: name, changed }: Flags,
  progress: ProgressLine,
): Promise<Found> {
  const { files, missing } = await sourceFiles(search);
  const pairs: Pair[] = [];
  for (let at = 0; at < files.length; at += atOnce) {
    if (at > 0) progress.show(`looking for pairs: ${String(at)} of ${String(files.length)} files`);
    const batch = files.slice(at, at + atOnce).map((file) => discovery.pairs(file));
    pairs.push(...(await Promise.all(batch)).flat());
  }
  const named = name === undefined ? pairs : pairs.filter((pair) => isNamed(pair, name));
  const wanted = changed === undefined ? named : await differing(discovery, named, changed === true ? 'HEAD' : changed);
  return { pairs: wanted, files: files.length, missing, unparsed: [...discovery.unparsed], unread: discovery.unread };
}

function isNamed(pair: Pair, name: string): boolean {
  return [pair.name, pair.id, pair.backward, pair.forward].includes(name);
}

async function differing(discovery: Discovery, pairs: Pair[], revision: string): Promise<Pair[]> {
  const changed = await changedFiles(process.cwd(), revision);
  const byFile = new Map<string, boolean>();
  for (const { file } of pairs) {
    if (byFile.has(file)) continue;
    const reached = [...(await discovery.reached(file))];
    byFile.set(
      file,
      reached.some((one) => changed.has(realpathSync.native(one))),
    );
  }
  return pairs.filter(({ file }) => byFile.get(file));
}
