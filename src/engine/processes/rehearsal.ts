import { join } from 'node:path';
import { runJob } from '../job/job.ts';
import { readFacts } from '../scan/readFacts.ts';
import type { Report } from '../../model/report.ts';
import { defaultOptions } from '../service.ts';

/** A small network with a mistake, so that every stage of a check has something to do. */
const text = `
/** Two layers: tanh, then linear. */
function multiply(a: number[][], b: number[][]): number[][] {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
}
function transpose(a: number[][]): number[][] {
  return a[0]!.map((_, j) => a.map((row) => row[j]!));
}
export function forward(X: number[][], parameters: { W1: number[][]; b1: number[][]; W2: number[][]; b2: number[][] }) {
  const A1 = multiply(parameters.W1, X).map((row, i) => row.map((z) => Math.tanh(z + parameters.b1[i]![0]!)));
  const A2 = multiply(parameters.W2, A1).map((row, i) => row.map((z) => z + parameters.b2[i]![0]!));
  return { A2, cache: { A1, A2 } };
}
export function computeCost(A2: number[][], Y: number[][]): number {
  const m = Y[0]!.length;
  return A2.reduce((sum, row, i) => sum + row.reduce((part, a, j) => part + (a - Y[i]![j]!) ** 2, 0), 0) / (2 * m);
}
export function backward(X: number[][], Y: number[][], cache: { A1: number[][]; A2: number[][] }, parameters: { W2: number[][] }) {
  const m = Y[0]!.length;
  const dZ2 = cache.A2.map((row, i) => row.map((a, j) => (a - Y[i]![j]!) / m));
  const dW2 = multiply(dZ2, transpose(cache.A1));
  const db2 = dZ2.map((row) => [row.reduce((a, b) => a + b)]);
  const dZ1 = multiply(transpose(parameters.W2), dZ2).map((row, i) => row.map((d, j) => d * (1 - cache.A1[i]![j]! ** 2)));
  const dW1 = multiply(dZ1, transpose(X)).map((row) => row.map((d) => 2 * d));
  const db1 = dZ1.map((row) => [row.reduce((a, b) => a + b)]);
  return { dW1, db1, dW2, db2 };
}
`;

/**
 * Checks a network of the extension's own, for nothing but that the next check finds everything compiled: most of the time of
 * a small check is code that runs for the first time in its thread. Without a cache, so that the source is transpiled, as one
 * that was edited is.
 */
export async function rehearse(): Promise<Report | null> {
  const file = join(import.meta.dirname, 'rehearsal.network.ts');
  const [pair] = (await readFacts({ file, text })).pairs;
  if (!pair) return null;
  const handlers = { onProgress: () => undefined, onChild: () => undefined };
  return await runJob({ file, pair, overlays: { [file]: text }, options: defaultOptions }, handlers);
}
