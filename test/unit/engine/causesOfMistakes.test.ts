import assert from 'node:assert/strict';
import { checkMistake } from './checkMistake.ts';

/** A case of the corpus, its pair, a line and a mistake in it; what the report must say. */
type Row = [name: string, file: string, pair: string, from: string, to: string, id: string, words: RegExp];

const net = ['labelledNet.js', 'LabelledNet.loss', '(z1[i][j] > 0 ? v : 0)'] as const;
const lstm = ['lstmSequence.ts', 'sequenceBackward'] as const;
const gru = ['gruSequence.js', 'GRU.backward'] as const;
const derivative = 'activation-derivative';

const rows: Row[] = [
  ['a ReLU that is forgotten', ...net, 'v', derivative, /does not multiply by the derivative of ReLU/],
  ['a mask that is inverted', ...net, '(z1[i][j] > 0 ? 0 : v)', derivative, /the wrong way round/],
  [
    'another leak than was listed',
    ...net,
    '(z1[i][j] > 0 ? v : 0.03 * v)',
    derivative,
    /leaky ReLU \(0\.03\) for ReLU/,
  ],
  [
    'a derivative that has no name',
    'activations.cjs',
    'Softplus.backward',
    'g / (1 + Math.exp(-this.input[i]))',
    'g / (2 + Math.exp(-this.input[i]))',
    derivative,
    /^The derivative of the function between x and what lies above is wrong/,
  ],
  [
    'a gate that multiplies the new cell',
    ...lstm,
    'times(dc, cPrev)',
    'times(dc, c)',
    'layer-step',
    /comes in at the gate with the bias b\[2, 3\]/,
  ],
  [
    'a cell that is not handed back',
    ...lstm,
    'plus(dcNext, zip(times(dh, o), tc, (d, v) => d * (1 - v * v)))',
    'zip(times(dh, o), tc, (d, v) => d * (1 - v * v))',
    'layer-step',
    /flows back through the gates with the biases b\[2, 3\] is wrong or missing/,
  ],
  [
    'a forget gate that is left out',
    ...lstm,
    'dcNext = times(dc, f)',
    'dcNext = dc',
    'layer-step',
    /b\[2, 3\] is left out/,
  ],
  [
    'gates in another order',
    ...lstm,
    'beside(di, df, dO, dg)',
    'beside(df, di, dO, dg)',
    'permuted',
    /^Seen with Wh = 0.*columns in the wrong places/,
  ],
  ['a reset gate that is left out', ...gru, '=> v * r[i])', '=> v)', 'layer-step', /br is left out/],
];

describe('the cause of a mistake in source code', () => {
  for (const [name, file, pair, from, to, id, words] of rows) {
    it(`is told of ${name}`, async () => {
      const { cause } = await checkMistake(file, pair, from, to);
      assert.equal(cause?.id, id, cause?.message);
      assert.match(cause.message, words);
    });
  }
});
