import type { Point } from './point.ts';
import { probePart } from './probe.ts';
import type { Probe } from './probe.ts';
import type { Surroundings } from './sweep.ts';

/** A leaf seen as a matrix: the first axis against all others. */
export interface Grid {
  rows: number;
  columns: number;
}

export type Axis = 'rows' | 'columns';

/** Lines (rows or columns) that disagree; null where so many do that bisection gains nothing. */
export type BadLines = number[] | null;

/** Part of an axis with the residual of the slope over it. */
interface Node {
  from: number;
  to: number;
  residual: number;
  error: number;
  /** A residual up to this counts as agreement. */
  threshold: number;
}

export interface BisectContext {
  surroundings: Surroundings;
  point: Point;
  /** The whole leaf, or one line of it, as it was probed. */
  root: Probe;
  /** The entries of its direction. */
  direction: Float32Array;
  grid: Grid;
  /** True once the leaf has had its share of costs. */
  isSpent(): boolean;
}

/**
 * Halves an axis again and again and follows the halves that disagree. One half is measured, the other is its parent
 * less its sibling (slopes are linear in the direction), unless that difference is too uncertain.
 */
export async function bisect(context: BisectContext, axis: Axis): Promise<BadLines> {
  const { root, grid } = context;
  const error = root.error;
  let level: Node[] = [
    { from: 0, to: grid[axis], residual: root.value - root.claimed, error, threshold: root.threshold },
  ];
  for (let depth = 0; level.some(({ from, to }) => to - from > 1); depth++) {
    if (context.isSpent()) return null;
    const next: Node[] = [];
    for (const node of level) next.push(...(await split(context, axis, node)));
    const bad = next.filter(isBad);
    // Seven of eight parts are bad: errors are all over this axis.
    if (depth >= 2 && bad.length >= 7 && bad.length >= 0.8 * next.length) return null;
    level = bad;
    if (level.length === 0) return [];
  }
  return level.map(({ from }) => from);
}

/** Follows the worse half all the way down to one line: cheap where errors are all over an axis. */
export async function descend(context: BisectContext, axis: Axis): Promise<number> {
  const { root, grid } = context;
  const { error, threshold } = root;
  let node: Node = { from: 0, to: grid[axis], residual: root.value - root.claimed, error, threshold };
  while (node.to - node.from > 1) {
    const [first, second] = (await split(context, axis, node)) as [Node, Node];
    node = Math.abs(first.residual) > Math.abs(second.residual) ? first : second;
  }
  return node.from;
}

function isBad(node: Node): boolean {
  return Math.abs(node.residual) > node.threshold;
}

async function split(context: BisectContext, axis: Axis, node: Node): Promise<Node[]> {
  if (node.to - node.from === 1) return [node];
  const middle = (node.from + node.to) >> 1;
  const first = await measure(context, axis, node.from, middle, Math.abs(node.residual));
  const error = node.error + first.error;
  const residual = node.residual - first.residual;
  const threshold = node.threshold + first.threshold;
  const isClear = Math.abs(residual) > 4 * threshold || !isBad(first);
  const second = isClear
    ? { from: middle, to: node.to, residual, error, threshold: isBad(first) ? threshold : 0.5 * threshold }
    : await measure(context, axis, middle, node.to, Math.abs(node.residual));
  return [first, second];
}

/** `residual` is what the parent is off by: errors far below it do not matter here. */
async function measure(context: BisectContext, axis: Axis, from: number, to: number, residual: number): Promise<Node> {
  const { root, surroundings, point, grid } = context;
  const part = maskOf(context.direction, grid, axis, from, to);
  const { value, claimed, error, threshold } = await probePart(surroundings, point, root, part, residual / 30);
  return { from, to, residual: value - claimed, error, threshold };
}

/** The direction with everything outside of lines `from` … `to` − 1 set to 0. */
export function maskOf(direction: Float32Array, grid: Grid, axis: Axis, from: number, to: number): Float32Array {
  const masked = new Float32Array(direction.length);
  if (axis === 'rows') {
    masked.set(direction.subarray(from * grid.columns, to * grid.columns), from * grid.columns);
    return masked;
  }
  for (let row = 0; row < grid.rows; row++) {
    const start = row * grid.columns;
    masked.set(direction.subarray(start + from, start + to), start + from);
  }
  return masked;
}
