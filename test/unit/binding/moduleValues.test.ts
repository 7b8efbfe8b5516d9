import assert from 'node:assert/strict';
import typescript from 'typescript';
import { frameOf } from '../../../src/binding/known/context.ts';
import { contextFor } from '../../../src/binding/contextFor.ts';
import { moduleValues } from '../../../src/binding/arguments/moduleValues.ts';
import { typedObject } from '../../../src/binding/arguments/typedObjects.ts';
import { worlds } from '../../../src/binding/known/world.ts';
import { discover } from '../../../src/discovery/discover.ts';

const layer = `
export function forward({ w, b }, x) { return x.map((v, i) => v * w[i] + b); }
export function backward({ w, b }, x, dy) { return { dw: dy.map((d, i) => d * x[i]), db: dy.reduce((s, d) => s + d, 0) }; }
`;

function firstArgument(text: string) {
  const facts = discover({ file: 'net.ts', text }, { typescript });
  const [pair] = facts.pairs;
  assert.ok(pair, 'a pair is found');
  const context = contextFor({ facts, pair, seed: 1, tag: null, inputsFile: null, related: [] }, new Map(), []);
  const [world] = worlds;
  const parameter = context.forward?.parameters[0];
  assert.ok(world && parameter);
  return { frame: frameOf(context, world), parameter };
}

const labels = (text: string): string[] => {
  const { frame, parameter } = firstArgument(text);
  return moduleValues(frame, parameter).map(({ label }) => label);
};

describe('an argument that is taken apart', () => {
  it('gets the only object that has all of its keys', () => {
    assert.deepEqual(labels(`export const model = { w: [1, 2], b: 0 };${layer}`), ["the module's model"]);
    assert.deepEqual(labels(`export const model = { w: [1, 2] };${layer}`), []);
  });

  it('gets the one of several that a call hands over', () => {
    const two = 'export const older = { w: [1], b: 0 };\nexport const newer = { w: [2], b: 1 };';
    assert.deepEqual(labels(two + layer), []);
    assert.deepEqual(labels(`${two}${layer}\nconsole.log(forward(newer, [3]));`), ["the module's newer"]);
  });
});

const typed = `
interface Dense { weights: number[][]; bias: number[]; note?: string }
export function forward(layer: Dense, x: number[]) { return layer.weights.map((row, i) => row.reduce((s, w, j) => s + w * x[j]!, layer.bias[i]!)); }
export function backward(layer: Dense, x: number[], dout: number[]) { return { dWeights: dout.map((d) => x.map((v) => d * v)), dBias: dout }; }
`;

describe('an argument typed by an interface', () => {
  it('is an object with every field that has to be there, each in the form of its type', () => {
    const { frame, parameter } = firstArgument(typed);
    const value = typedObject(frame, parameter, 'forward')?.value;
    const entries = value?.kind === 'object' ? value.entries : [];
    assert.deepEqual(
      entries.map(([key, one]) => [key, one.kind === 'array' ? one.shape.length : one.kind]),
      [
        ['weights', 2],
        ['bias', 1],
      ],
    );
  });

  it('is nothing where the type is not known', () => {
    const { frame, parameter } = firstArgument(typed);
    assert.equal(typedObject(frame, { ...parameter, type: 'Unknown' }, 'forward'), null);
    assert.equal(typedObject(frame, { ...parameter, type: 'number[]' }, 'forward'), null);
  });
});
