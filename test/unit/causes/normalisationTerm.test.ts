import assert from 'node:assert/strict';
import { gradientCheck } from '../../../src/library/gradientCheck.ts';

type Matrix = number[][];

interface Parameters {
  x: Matrix;
  gamma: number[];
}

const ε = 1e-5;
const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
const transpose = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));

function normalise(row: number[]) {
  const μ = mean(row);
  const σ = Math.sqrt(mean(row.map((v) => (v - μ) ** 2)) + ε);
  return { σ, hat: row.map((v) => (v - μ) / σ) };
}

/** Upstream gradients that no symmetry hides anything in. */
const upstream = (i: number, j: number) => Math.sin(3 * i + 7 * j + 1);

/** One normalisation of rows, in which `dxOf` says what comes back for a row. */
function rows(dxOf: (dHat: number[], hat: number[], σ: number) => number[]) {
  const dHats = (x: Matrix, gamma: number[]) => x.map((row, i) => row.map((_, j) => upstream(i, j) * gamma[j]!));
  return {
    cost: ({ x, gamma }: Parameters) =>
      x.reduce((sum, row, i) => sum + normalise(row).hat.reduce((s, v, j) => s + upstream(i, j) * gamma[j]! * v, 0), 0),
    gradients: ({ x, gamma }: Parameters) => ({
      dx: dHats(x, gamma).map((dHat, i) => dxOf(dHat, normalise(x[i]!).hat, normalise(x[i]!).σ)),
      dgamma: gamma.map((_, j) => x.reduce((sum, row, i) => sum + upstream(i, j) * normalise(row).hat[j]!, 0)),
    }),
  };
}

/** The same over columns: what batch normalisation does. */
function columns(dxOf: (dHat: number[], hat: number[], σ: number) => number[]) {
  const cost = ({ x, gamma }: Parameters) =>
    transpose(x).reduce(
      (sum, column, j) => sum + gamma[j]! * normalise(column).hat.reduce((s, v, i) => s + upstream(i, j) * v, 0),
      0,
    );
  const gradients = ({ x, gamma }: Parameters) => ({
    dx: transpose(
      transpose(x).map((column, j) => {
        const { hat, σ } = normalise(column);
        return dxOf(
          column.map((_, i) => upstream(i, j) * gamma[j]!),
          hat,
          σ,
        );
      }),
    ),
    dgamma: transpose(x).map((column, j) => normalise(column).hat.reduce((sum, v, i) => sum + upstream(i, j) * v, 0)),
  });
  return { cost, gradients };
}

const parameters = (): Parameters => ({
  x: [0, 1, 2, 3, 4].map((i) => [0, 1, 2, 3].map((j) => Math.cos(5 * i + 2 * j) + 0.3 * i)),
  gamma: [1.2, 0.7, -0.9, 1.5],
});

const lacksVariance = (dHat: number[], _: number[], σ: number) => dHat.map((d) => (d - mean(dHat)) / σ);
const lacksMean = (dHat: number[], hat: number[], σ: number) =>
  dHat.map((d, k) => (d - hat[k]! * mean(dHat.map((v, l) => v * hat[l]!))) / σ);
const lacksBoth = (dHat: number[], _: number[], σ: number) => dHat.map((d) => d / σ);
const hasAll = (dHat: number[], hat: number[], σ: number) =>
  dHat.map((d, k) => (d - mean(dHat) - hat[k]! * mean(dHat.map((v, l) => v * hat[l]!))) / σ);

async function causeOf(network: ReturnType<typeof rows>) {
  const { leaves } = await gradientCheck({ parameters: parameters(), ...network });
  return leaves.find(({ gradientName }) => gradientName === 'dx')!.cause;
}

for (const [name, network] of Object.entries({ rows, columns })) {
  describe(`the input of a normalisation over ${name}`, () => {
    it('is right with both terms', async () => {
      assert.equal(await causeOf(network(hasAll)), null);
    });

    it('shows which of the two is missing', async () => {
      const variance = await causeOf(network(lacksVariance));
      assert.equal(variance?.id, 'normalisation');
      assert.equal(variance.constants['term'], 'variance');
      assert.match(variance.message, /the term of the variance in dx, .* is missing or mistaken/);
      const meanTerm = await causeOf(network(lacksMean));
      assert.equal(meanTerm?.id, 'normalisation');
      assert.equal(meanTerm.constants['term'], 'mean');
    });

    it('names none where both are missing', async () => {
      const both = await causeOf(network(lacksBoth));
      assert.equal(both?.id, 'normalisation');
      assert.equal(both.constants['term'], undefined);
      assert.equal(both.confidence, 'likely');
    });
  });
}
