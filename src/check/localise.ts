import type { Leaf } from '../model/target.ts';
import { bisect, descend, maskOf } from './bisect.ts';
import type { BadLines, BisectContext, Grid } from './bisect.ts';
import { lookAt } from './look.ts';
import type { Point } from './point.ts';
import { probe } from './probe.ts';
import type { Probe } from './probe.ts';
import type { Random } from './random.ts';
import type { Resolved } from './resolve.ts';
import type { Region } from './result.ts';
import type { Surroundings } from './sweep.ts';

/** Where in a wrong leaf the errors are, as far as a budget of costs goes. */
export interface Located {
  /** Entries that were looked at one by one. */
  looked: Resolved[];
  region: Region;
  /** Every wrong entry that can be seen is among `looked`. */
  isComplete: boolean;
}

const budget = 300;
/** Costs for finding at least some entries where bisection did not get that far. */
const extraBudget = 150;
const sampleSize = 6;
/** Crossings of bad rows and bad columns that are looked at one by one. */
const crossingLimit = 32;

/** Finds the wrong entries of a leaf that `root` found wrong, by bisection on rows and on columns. */
export async function localise(
  surroundings: Surroundings,
  point: Point,
  root: Probe,
  random: Random,
): Promise<Located> {
  const { evaluator, layout } = surroundings;
  const leaf = layout.leaves[root.leaf]!;
  const notFinite = notFiniteIn(leaf, point.analytic);
  if (notFinite.length > 0) {
    const looked = await lookAt(surroundings, point, notFinite);
    return { looked, region: { rows: null, columns: null, share: notFinite.length / leaf.size }, isComplete: false };
  }
  const rows = leaf.shape.length === 0 ? 1 : leaf.shape[0]!;
  const grid: Grid = { rows, columns: leaf.size / rows };
  const limit = evaluator.evaluations + budget;
  const direction = root.direction();
  const context = { surroundings, point, root, direction, grid, isSpent: () => evaluator.evaluations >= limit };
  const badRows = await bisect(context, 'rows');
  const badColumns = await bisect(context, 'columns');
  const region: Region = { rows: badRows, columns: badColumns, share: 1 };
  const crossings = (badRows?.length ?? rows) * (badColumns?.length ?? grid.columns);
  const isSmall = crossings <= crossingLimit;
  const positions = isSmall
    ? crossingsOf(grid, badRows, badColumns)
    : sampleOf(grid, badRows, badColumns, random, sampleSize);
  const look = (places: number[]) =>
    lookAt(
      surroundings,
      point,
      places.map((position) => leaf.offset + position),
    );
  let looked = await look(positions);
  const wrong = looked.filter(({ outcome }) => outcome === 'different').length;
  region.share = positions.length === 0 ? 0 : wrong / positions.length;
  if (wrong === 0) looked = [...looked, ...(await look(await descendAll(context, badRows, limit + extraBudget)))];
  return { looked, region, isComplete: isSmall && wrong > 0 };
}

/** One entry per bad row, found by following the worse half; as many as the budget allows, and at least one. */
async function descendAll(context: BisectContext, badRows: BadLines, limit: number): Promise<number[]> {
  const { surroundings, point, root, grid } = context;
  const found: number[] = [];
  for (const row of badRows ?? [await descend(context, 'rows')]) {
    if (found.length > 0 && surroundings.evaluator.evaluations > limit) break;
    const direction = maskOf(context.direction, grid, 'rows', row, row + 1);
    const line = await probe(surroundings, point, root.leaf, () => direction);
    found.push(row * grid.columns + (await descend({ ...context, root: line, direction }, 'columns')));
  }
  return found;
}

/** Entries that backward gives no number for: these need no search. */
function notFiniteIn({ offset, size }: Leaf, analytic: Float64Array): number[] {
  const found: number[] = [];
  for (let flat = offset; flat < offset + size && found.length < crossingLimit; flat++) {
    if (!Number.isFinite(analytic[flat]!)) found.push(flat);
  }
  return found;
}

function linesOf(bad: BadLines, count: number): number[] {
  return bad ?? Array.from({ length: count }, (_, k) => k);
}

function crossingsOf(grid: Grid, rows: BadLines, columns: BadLines): number[] {
  return linesOf(rows, grid.rows).flatMap((row) =>
    linesOf(columns, grid.columns).map((column) => row * grid.columns + column),
  );
}

/** Different entries drawn from the crossings of bad rows and bad columns. */
function sampleOf(grid: Grid, rows: BadLines, columns: BadLines, random: Random, count: number): number[] {
  const drawn = new Set<number>();
  for (let attempt = 0; attempt < 20 * count && drawn.size < count; attempt++) {
    const row = rows ? rows[random.integer(rows.length)]! : random.integer(grid.rows);
    const column = columns ? columns[random.integer(columns.length)]! : random.integer(grid.columns);
    drawn.add(row * grid.columns + column);
  }
  return [...drawn];
}
