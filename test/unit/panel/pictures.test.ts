import assert from 'node:assert/strict';
import { cellName, cellValue, gridOf } from '../../../src/panel/pictures/cells.ts';
import { colorScale } from '../../../src/panel/pictures/colors.ts';
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
  it('names its entries, or the block that a cell stands for', () => {
    const grid = gridOf(wrong)!;
    assert.equal(cellName(wrong, grid, grid.cells[5]!), 'W[2][1,2]');
    const large = { ...wrong, shape: [4, 6], size: 24 };
    assert.equal(cellName(large, gridOf(large)!, grid.cells[5]!), 'W[2] rows 2–3, columns 4–5 (worst entry)');
  });

  it('has a difference and a ratio at every cell that was measured', () => {
    const [cell] = gridOf(wrong)!.cells;
    assert.equal(cellValue(cell!, 'residual'), 1);
    assert.equal(cellValue(cell!, 'ratio'), 2);
  });

  it('says that a fast check measured nothing', () => {
    const picture = { ...wrong.picture!, numeric: [null, null, null, null, null, null] };
    assert.equal(gridOf({ ...wrong, picture })!.isMeasured, false);
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

  it('do not make a pattern of round-off', () => {
    const leaf = { ...right, picture: { ...right.picture!, analytic: [1, 2, 3, 4, 5, 6 + 1e-9] } };
    const scale = colorScale(gridOf(leaf)!, 'residual', palette);
    assert.equal(scale.high, 6);
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

  it('is empty where no entry says anything', () => {
    const picture = { ...wrong.picture!, numeric: [0, 0, 0, 0, 0, 0] };
    assert.deepEqual(ratioBars(gridOf({ ...wrong, picture })!), []);
  });
});
