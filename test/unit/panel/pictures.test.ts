import assert from 'node:assert/strict';
import type { LeafReport } from '../../../src/model/report.ts';
import { colorScale } from '../../../src/panel/pictures/colors.ts';
import { curveOf } from '../../../src/panel/pictures/curveModel.ts';
import { cellFlat, cellName, cellValue, gridOf, numericAt, wholeGrid } from '../../../src/panel/pictures/grid.ts';
import { canvasSize, cellAt, cellsAt, largestZoom, moved, placed } from '../../../src/panel/pictures/placement.ts';
import { ratioBars } from '../../../src/panel/pictures/ratios.ts';
import { sampleReport } from '../report/sampleReport.ts';

const palette = {
  background: 'rgb(0, 0, 0)',
  foreground: 'rgb(9, 9, 9)',
  negative: 'rgb(0, 0, 255)',
  positive: 'rgb(255, 165, 0)',
};
const wrong = sampleReport(['W2']).leaves[0]!;
const right = sampleReport([]).leaves[0]!;

describe('the grid of a leaf', () => {
  it('names its entries, or the worst one of the block that a cell stands for', () => {
    const grid = gridOf(wrong)!;
    assert.equal(cellName(wrong, grid, 5), 'W[2][1,2]');
    assert.equal(cellFlat(wrong, grid, 5), 5);
    const picture = { ...wrong.picture!, flat: [0, 2, 4, 12, 14, 16] };
    const large: LeafReport = { ...wrong, shape: [4, 6], size: 24, picture };
    assert.equal(cellName(large, gridOf(large)!, 5), 'W[2][2,4], worst of W[2] rows 2–3, columns 4–5');
    assert.equal(cellFlat(large, gridOf(large)!, 5), 16);
  });

  it('has both values, the difference, the ratio and the error bar at every cell that was measured', () => {
    const grid = gridOf(wrong)!;
    assert.equal(cellValue(grid, 0, 'residual'), 1);
    assert.equal(cellValue(grid, 0, 'ratio'), 2);
    assert.equal(numericAt(grid, 5), 6);
    assert.equal(grid.error[5], 1e-9);
    assert.deepEqual([...grid.verdict], [1, 1, 1, 1, 1, 1]);
  });

  it('says that a fast check measured nothing', () => {
    const picture = { ...wrong.picture!, residual: [], error: [], verdict: '' };
    const grid = gridOf({ ...wrong, picture })!;
    assert.equal(grid.isMeasured, false);
    assert.ok(Number.isNaN(numericAt(grid, 0)));
  });

  it('takes every entry that the extension sends', () => {
    const measured = {
      residual: Float32Array.of(0, 0, 0, 0, 0, 1),
      error: new Float32Array(6),
      verdict: Uint8Array.of(0, 0, 0, 0, 0, 1),
    };
    const grid = wholeGrid(wrong, { analytic: Float32Array.of(1, 2, 3, 4, 5, 6), measured });
    assert.deepEqual([grid.rows, grid.columns, grid.isWhole, grid.isMeasured], [2, 3, true, true]);
    assert.equal(numericAt(grid, 5), 5);
  });
});

describe('where the cells lie', () => {
  const million = { rows: 1000, columns: 1000 };

  it('fills the width, with squares where there is room and a strip for a vector', () => {
    assert.deepEqual(canvasSize({ rows: 3, columns: 5 }, 600), { width: 140, height: 84 });
    assert.deepEqual(canvasSize(million, 600), { width: 380, height: 380 });
    assert.deepEqual(canvasSize({ rows: 1, columns: 5000 }, 600), { width: 600, height: 24 });
    assert.deepEqual(canvasSize({ rows: 5000, columns: 1 }, 600), { width: 24, height: 380 });
    assert.ok(largestZoom(million, { width: 380, height: 380 }) * 0.38 >= 20);
  });

  it('every cell is in exactly one pixel where pixels are fewer, and every pixel in one cell where they are more', () => {
    for (const [pixels, count] of [
      [380, 1000],
      [7, 48],
      [100, 48],
      [48, 48],
    ] as const) {
      const seen = new Array<number>(count).fill(0);
      for (let pixel = 0; pixel < pixels; pixel++) {
        const [first, last] = cellsAt(pixel, 0, pixels / count, count)!;
        for (let cell = first; cell <= last; cell++) seen[cell]!++;
      }
      assert.ok(
        seen.every((times) => (pixels <= count ? times === 1 : times >= 1)),
        `${String(pixels)} pixels for ${String(count)} cells: ${seen.join(' ')}`,
      );
    }
    assert.equal(cellsAt(10, 0, 1, 5), null);
    assert.equal(cellsAt(-1, 0, 1, 5), null);
  });

  it('finds one wrong entry of a million under the mouse, wherever it lies in its pixel', () => {
    const residual = new Float32Array(1_000_000);
    residual[123_456] = 1;
    const leaf = { ...wrong, shape: [1000, 1000], size: 1_000_000 };
    const measured = { residual, error: new Float32Array(1_000_000), verdict: new Uint8Array(1_000_000) };
    const grid = wholeGrid(leaf, { analytic: new Float32Array(1_000_000), measured });
    const size = canvasSize(grid, 600);
    const at = placed(grid, size, { x: 0, y: 0, k: 1 });
    assert.equal(cellAt(grid, at, 456.5 * 0.38, 123.5 * 0.38), 123_456);
  });

  it('follows the arrow keys, Home and End, and stays inside', () => {
    const grid = { rows: 2, columns: 3 };
    assert.equal(moved(grid, null, 'ArrowDown'), 0);
    assert.deepEqual(
      ['ArrowRight', 'ArrowDown', 'ArrowUp', 'End', 'Home', 'x'].map((key) => moved(grid, 1, key)),
      [2, 4, 1, 2, 0, null],
    );
    assert.equal(moved(grid, 5, 'ArrowRight'), 5);
  });
});

describe('colours', () => {
  it('are symmetric around 0, and around 1 for ratios', () => {
    const residual = colorScale(gridOf(wrong)!, 'residual', palette);
    assert.equal(residual.color(0), palette.background);
    assert.equal(residual.color(residual.high), palette.positive);
    assert.equal(residual.color(residual.low), palette.negative);
    const ratio = colorScale(gridOf(wrong)!, 'ratio', palette);
    assert.equal(ratio.color(1), palette.background);
    assert.equal(ratio.color(4), palette.positive);
    assert.equal(ratio.color(-3), palette.negative);
    assert.equal(ratio.color(NaN), palette.foreground);
  });

  it('are the same in pixels', () => {
    const scale = colorScale(gridOf(wrong)!, 'residual', palette);
    assert.equal(scale.pixel(scale.high), 0xff00a5ff);
    assert.equal(scale.pixel(scale.low), 0xffff0000);
    assert.equal(scale.pixel(NaN), 0xff090909);
  });

  it('do not make a pattern of round-off', () => {
    const leaf = { ...right, picture: { ...right.picture!, residual: [0, 0, 0, 0, 0, 1e-9] } };
    const scale = colorScale(gridOf(leaf)!, 'residual', palette);
    assert.ok(Math.abs(scale.high - 6) < 1e-6);
  });
});

describe('ratioBars', () => {
  it('puts a constant factor into one bar', () => {
    const bars = ratioBars(gridOf(wrong)!);
    const full = bars.filter((bar) => bar.count > 0);
    assert.equal(full.length, 1);
    assert.ok(full[0]!.from <= 2 && 2 <= full[0]!.to);
    assert.equal(full[0]!.count, 6);
  });

  it('counts what lies outside at the ends', () => {
    const picture = { ...wrong.picture!, analytic: [-1000, 2, 3, 4, 5, 6000], residual: [-1001, 0, 0, 0, 0, 5994] };
    const bars = ratioBars(gridOf({ ...wrong, picture })!);
    assert.deepEqual([bars[0]?.count, bars.at(-1)?.count], [1, 1]);
    assert.deepEqual([bars[0]?.from, Math.round(bars.at(-1)?.to ?? 0)], [-4, 6]);
  });

  it('is empty where no entry says anything', () => {
    const picture = { ...wrong.picture!, residual: wrong.picture!.analytic };
    assert.deepEqual(ratioBars(gridOf({ ...wrong, picture })!), []);
  });
});

describe('curveOf', () => {
  const points = [
    { epsilon: 1e-1, numeric: 2.2 },
    { epsilon: 1e-4, numeric: 2.00002 },
    { epsilon: 1e-7, numeric: 2.002 },
    { epsilon: 1e-12, numeric: 'NaN' as const },
  ];

  it('measures errors against the cost’s own slope, and says how far backward is off', () => {
    const curve = curveOf({ flat: 3, analytic: 4, reference: 2, referenceError: 1e-9, points }, 1e-7)!;
    assert.equal(curve.points.length, 3);
    assert.equal(curve.best.epsilon, 1e-4);
    assert.ok(Math.abs(curve.best.error - 5e-6) < 1e-12);
    assert.equal(curve.used?.epsilon, 1e-7);
    assert.equal(curve.backward, 0.5);
  });

  it('marks no step as used where the textbook’s check was not run, and is null without values', () => {
    assert.equal(curveOf({ flat: 3, analytic: 2, reference: 2, referenceError: 0, points }, null)!.used, null);
    const none = points.map((point) => ({ ...point, numeric: 'NaN' as const }));
    assert.equal(curveOf({ flat: 3, analytic: 2, reference: 2, referenceError: 0, points: none }, 1e-7), null);
    assert.equal(curveOf({ flat: 3, analytic: 2, reference: 'NaN', referenceError: 0, points }, 1e-7), null);
  });

  it('has numbers only, whatever backward says and however far it is off', () => {
    for (const analytic of ['NaN', 'Infinity', 1.7e308, 0] as const) {
      for (const reference of [2, -1.7e308, 5e-324]) {
        const {
          points: found,
          best,
          backward,
        } = curveOf({ flat: 3, analytic, reference, referenceError: 1, points }, null)!;
        for (const { error } of [...found, best]) assert.ok(Number.isFinite(error) && error > 0, String(error));
        assert.equal(Number.isFinite(backward), typeof analytic === 'number');
      }
    }
  });
});
