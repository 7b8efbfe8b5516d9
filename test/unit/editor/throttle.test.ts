import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Throttle } from '../../../src/editor/throttle.ts';

describe('Throttle', () => {
  it('calls at once, rarely during a steady stream, and once more after its end', async () => {
    let calls = 0;
    const count = (): number => calls;
    const throttle = new Throttle(50, () => calls++);
    throttle.request();
    assert.equal(count(), 1);
    for (let i = 0; i < 20; i++) {
      await delay(5);
      throttle.request();
    }
    const during = count();
    assert.ok(during >= 2 && during <= 8, String(during));
    await delay(120);
    assert.equal(count(), during + 1);
    throttle.dispose();
  });
});
