import assert from 'node:assert/strict';
import { runNetwork } from '../../bench/verdictRuns.ts';
import { emptyTally, merge } from '../../bench/verdictTally.ts';

/** The short form of `npm run bench:verdict`: a few networks, every fourteenth bug. */
describe('the verdict over the zoo, in short', function () {
  this.timeout(120_000);

  it('raises no false alarm, finds bugs on the right leaves and names their causes', async () => {
    const tally = emptyTally();
    for (const name of ['ReLU net', 'tanh + L2', 'softmax classifier', 'embedding']) {
      merge(tally, await runNetwork(name, 'float64', { runs: 20, stride: 14 }));
    }
    merge(tally, await runNetwork('group norm', 'float64', { runs: 0, stride: 1 }));
    const share = (part: string) => {
      const keys = Object.keys(tally.counts).filter(
        (key) => key.startsWith(`float64|${part}`) && !/textbook|per leaf|allclose/.test(key),
      );
      const [hits, tries] = keys.reduce(
        ([h, t], key) => [h + tally.counts[key]![0], t + tally.counts[key]![1]],
        [0, 0],
      );
      assert.ok(tries > 5, `${part}: only ${tries} runs`);
      return hits / tries;
    };
    assert.equal(share('false alarms'), 1, JSON.stringify(tally.misses));
    assert.equal(share('designed|exact'), 1, JSON.stringify(tally.misses));
    assert.equal(share('designed|honest'), 1, JSON.stringify(tally.misses['float64|designed|honest']));
    assert.ok(share('designed|cause') >= 0.9, JSON.stringify(tally.misses['float64|designed|cause']));
    assert.ok(share('fresh|honest') >= 0.95, JSON.stringify(tally.misses['float64|fresh|honest']));
    assert.ok(share('two bugs|leaf') >= 0.8, JSON.stringify(tally.misses['float64|two bugs|leaf']));
  });
});
