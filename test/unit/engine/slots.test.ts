import assert from 'node:assert/strict';
import { Slots } from '../../../src/engine/processes/slots.ts';

describe('Slots', () => {
  it('lets at most two in, and the others in the order in which they came', async () => {
    const slots = new Slots(2);
    const log: string[] = [];
    const first = await slots.acquire();
    const second = await slots.acquire();
    const third = slots.acquire().then((release) => {
      log.push('third');
      return release;
    });
    const fourth = slots.acquire().then(() => log.push('fourth'));
    await Promise.resolve();
    assert.deepEqual(log, []);
    second();
    second(); // Giving a slot back twice frees it once.
    (await third)();
    await fourth;
    assert.deepEqual(log, ['third', 'fourth']);
    first();
  });
});
