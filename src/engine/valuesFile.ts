import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckResult } from '../check/result.ts';
import type { LeafReport, Report } from '../model/report.ts';
import { isShownWhole } from '../report/picture.ts';
import type { LeafValues } from './service.ts';

/**
 * The values of every entry of one check, for pictures of leaves that a report shows in blocks. A file is, over all
 * of θ and in this order: analytic, and after an exact check residual (analytic − numeric) and error bar, all
 * float32, then one byte per entry (0 correct, 1 wrong, 2 inconclusive).
 */
const ending = '.values';
const kept = 8;
const mostBytes = 512 * 1024 * 1024;
const perMeasured = 13;
const perClaimed = 4;

/** Writes the file where a picture leaves entries out. @returns its name, or null where none is needed */
export async function writeValues(folder: string, result: CheckResult): Promise<string | null> {
  if (result.layout.leaves.every((leaf) => leaf.size === 0 || isShownWhole(leaf.shape))) return null;
  const isMeasured = result.method === 'exact';
  const size = result.analytic.length;
  if (size * (isMeasured ? perMeasured : perClaimed) > mostBytes) return null;
  const name = `${randomUUID()}${ending}`;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), bytesOf(result, isMeasured));
  await forgetOld(folder);
  return name;
}

/** Reads one leaf's part; null where the file is gone, or is not of this report. */
export async function readValues(folder: string, report: Report, leaf: LeafReport): Promise<LeafValues | null> {
  if (!report.values || !/^[\w-]+\.values$/u.test(report.values)) return null;
  const path = join(folder, report.values);
  const perEntry = report.method === 'exact' ? perMeasured : perClaimed;
  try {
    if ((await stat(path)).size !== report.size * perEntry) return null;
    return await readPart(path, report, leaf);
  } catch {
    return null;
  }
}

async function readPart(path: string, report: Report, leaf: LeafReport): Promise<LeafValues> {
  const file = await open(path);
  try {
    const part = async (section: number, bytes: number): Promise<ArrayBuffer> => {
      const buffer = new ArrayBuffer(leaf.size * bytes);
      const from = section * 4 * report.size + leaf.offset * bytes;
      const { bytesRead } = await file.read(new Uint8Array(buffer), 0, buffer.byteLength, from);
      if (bytesRead !== buffer.byteLength) throw new RangeError('the file ends early');
      return buffer;
    };
    const analytic = new Float32Array(await part(0, 4));
    if (report.method !== 'exact') return { analytic, measured: null };
    const residual = new Float32Array(await part(1, 4));
    const error = new Float32Array(await part(2, 4));
    return { analytic, measured: { residual, error, verdict: new Uint8Array(await part(3, 1)) } };
  } finally {
    await file.close();
  }
}

function bytesOf(result: CheckResult, isMeasured: boolean): Uint8Array {
  const size = result.analytic.length;
  const bytes = new Uint8Array(size * (isMeasured ? perMeasured : perClaimed));
  const floats = new Float32Array(bytes.buffer, 0, (isMeasured ? 3 : 1) * size);
  floats.set(result.analytic);
  if (!isMeasured) return bytes;
  for (const { leaf, sweep } of result.leaves) {
    const { offset, size: length } = result.layout.leaves[leaf]!;
    for (let at = 0; at < length; at++) {
      floats[size + offset + at] = result.analytic[offset + at]! - (sweep?.numeric[at] ?? NaN);
      floats[2 * size + offset + at] = sweep?.error[at] ?? NaN;
    }
    bytes.set(sweep?.verdict ?? new Uint8Array(length).fill(2), 12 * size + offset);
  }
  return bytes;
}

/** Keeps the latest files, in number and in bytes. */
async function forgetOld(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending));
  const files = await Promise.all(names.map(async (name) => ({ name, ...(await sizeOf(join(folder, name))) })));
  let bytes = 0;
  for (const [at, { name, size }] of files.sort((one, other) => other.at - one.at).entries()) {
    bytes += size;
    if (at >= kept || (at > 0 && bytes > mostBytes)) await rm(join(folder, name), { force: true });
  }
}

/** Another window may have removed it meanwhile. */
async function sizeOf(path: string): Promise<{ at: number; size: number }> {
  try {
    const { mtimeMs, size } = await stat(path);
    return { at: mtimeMs, size };
  } catch {
    return { at: 0, size: 0 };
  }
}
