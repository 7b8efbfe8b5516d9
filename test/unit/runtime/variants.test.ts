import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import { newSwitches, schemaOf, type Schema } from '../../../src/runtime/javascript/variants/schema.ts';

const text = `function backward(z, a, d) {
  let sum = 0;
  for (let i = 0; i < z.length; i++) {
    sum += d[i] * (1 + a[i] * a[i]);
  }
  return sum;
}
backward`;

type Backward = (z: number[], a: number[], d: number[]) => number;

function variantsOf(source: string): { schema: Schema; switches: Uint16Array; backward: Backward } {
  const schema = schemaOf(ts, 'file.js', source, [{ start: 0, end: source.lastIndexOf('}') + 1 }]);
  const switches = newSwitches(schema);
  return {
    schema,
    switches,
    backward: runInThisContext(`(() => { ${schema.text.replace(/\bbackward$/, 'return backward')} })()`) as Backward,
  };
}

const args: [number[], number[], number[]] = [
  [0.1, 0.2],
  [0.5, -0.25],
  [1, 2],
];

describe('a text that holds its own variants', () => {
  it('does what it did while none is switched on', () => {
    assert.equal(variantsOf(text).backward(...args), 1 * 1.25 + 2 * 1.0625);
  });

  it('does with one what the changed text does', () => {
    const { schema, switches, backward } = variantsOf(text);
    const { place, choice } = schema.variants.find(({ now }) => now === '1 - a[i] * a[i]')!;
    switches[place] = choice;
    assert.equal(backward(...args), 1 * 0.75 + 2 * 0.9375);
  });

  it('ends with every one of them, and writes into no argument', () => {
    const { schema, switches, backward } = variantsOf(text);
    assert.ok(schema.variants.length > 50);
    for (const { place, choice } of schema.variants) {
      switches[place] = choice;
      try {
        backward(...args);
      } catch {
        // A name that is not known at that place.
      }
      switches[place] = 0;
    }
    assert.deepEqual(args, [
      [0.1, 0.2],
      [0.5, -0.25],
      [1, 2],
    ]);
  });
});
