import assert from 'node:assert/strict';
import { checkText } from './checkMistake.ts';

const code = `
export interface Cell { w: number[]; b: number; next: Cell; others: Cell[]; }
export function forward(cell: Cell, x: number[]): number[] {
  return x.map((v, i) => Math.tanh(v * cell.w[i]! + cell.b));
}
export function backward(cell: Cell, x: number[], dout: number[]) {
  const dz = dout.map((d, i) => d * (1 - Math.tanh(x[i]! * cell.w[i]! + cell.b) ** 2));
  return { dw: dz.map((d, i) => d * x[i]!), db: dz.reduce((s, d) => s + d, 0), dx: dz.map((d, i) => d * cell.w[i]!) };
}
`;

describe('a type that holds itself', () => {
  it('ends in a report like any other', async () => {
    const report = await checkText('cells.ts', code, 'backward');
    assert.doesNotMatch(report.headline, /fault of Gradient Check/);
  });
});
