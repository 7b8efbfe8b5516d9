import assert from 'node:assert/strict';
import { randomDirection } from '../../../src/check/probe.ts';
import { Random } from '../../../src/check/random.ts';

describe('a random direction', () => {
  it('is the same each time it is asked for, and leaves the generator where one draw leaves it', () => {
    const [random, other] = [new Random(7), new Random(7)];
    const direction = randomDirection(1000, random);
    const first = direction();
    random.normal();
    assert.deepEqual(direction(), first);
    assert.deepEqual(direction(), first);
    assert.deepEqual(
      first,
      Float32Array.from({ length: 1000 }, () => other.signed()),
    );
    other.normal();
    assert.equal(random.uniform(), other.uniform());
  });

  it('is drawn again with the normal number that was left over', () => {
    const random = new Random(3);
    random.normal();
    const copy = random.copy();
    assert.deepEqual([copy.normal(), copy.normal()], [random.normal(), random.normal()]);
  });
});
