import assert from 'node:assert/strict';
import { parseTag, TagError } from '../../../src/binding/known/tag.ts';

describe('the @gradcheck tag', () => {
  it('reads shapes, types, ranges and values', () => {
    const entries = parseTag(
      "x: [3, 4], w: [4, N], y: int[3] < 5, p: prob[3, 5], b: [], reg = 0.1, mode = 'train', on = true, k = [1, -2e-1]",
    );
    assert.deepEqual(entries.get('x'), { kind: 'array', dims: [3, 4], fill: null, storage: null });
    assert.deepEqual(entries.get('w'), { kind: 'array', dims: [4, 'N'], fill: null, storage: null });
    assert.deepEqual(entries.get('y'), {
      kind: 'array',
      dims: [3],
      fill: { kind: 'integer', low: 0, high: 5 },
      storage: null,
    });
    assert.deepEqual(entries.get('p'), {
      kind: 'array',
      dims: [3, 5],
      fill: { kind: 'probability', axis: -1 },
      storage: null,
    });
    assert.deepEqual(entries.get('b'), { kind: 'array', dims: [], fill: null, storage: null });
    assert.deepEqual(entries.get('reg'), { kind: 'value', value: 0.1 });
    assert.deepEqual(entries.get('mode'), { kind: 'value', value: 'train' });
    assert.deepEqual(entries.get('on'), { kind: 'value', value: true });
    assert.deepEqual(entries.get('k'), { kind: 'value', value: [1, -0.2] });
  });

  it('reads names and what is made', () => {
    const entries = parseTag('cost = computeCost, instance = new Network([4, 5, 2], 0.1), p = init({ a: 1 })');
    assert.deepEqual(entries.get('cost'), { kind: 'name', name: 'computeCost' });
    assert.deepEqual(entries.get('instance'), {
      kind: 'make',
      name: 'Network',
      isNew: true,
      args: [
        { kind: 'value', value: [4, 5, 2] },
        { kind: 'value', value: 0.1 },
      ],
    });
    assert.deepEqual(entries.get('p'), {
      kind: 'make',
      name: 'init',
      isNew: false,
      args: [{ kind: 'value', value: { a: 1 } }],
    });
  });

  it('reads shapes as arguments of what is made', () => {
    assert.deepEqual(parseTag('net = new Net(float[4, 3], prob[4, 2])').get('net'), {
      kind: 'make',
      name: 'Net',
      isNew: true,
      args: [
        { kind: 'array', dims: [4, 3], fill: null, storage: null },
        { kind: 'array', dims: [4, 2], fill: { kind: 'probability', axis: -1 }, storage: null },
      ],
    });
  });

  it('is empty where nothing stands behind it', () => assert.equal(parseTag('').size, 0));

  const mistakes: [string, RegExp][] = [
    ['x [3, 4]', /After “x” .* needs a shape/],
    ['x: [3, 0]', /whole numbers above 0/],
    ['x: [3, 4', /needs/],
    ['x: quux[3]', /“quux” is not a type/],
    ['x: [3] w: [4]', /needs “,” before “w”/],
    ['x: [3], x: [4]', /names “x” twice/],
    ['x: [3], §', /cannot be read at “§”/],
    ['reg =', /needs a value at its end/],
    ['net = new Net(quux[3])', /“quux” is not a value/],
  ];
  for (const [text, message] of mistakes) {
    it(`says what is wrong with ${text}`, () =>
      assert.throws(
        () => parseTag(text),
        (error) => error instanceof TagError && message.test(error.message),
      ));
  }
});
