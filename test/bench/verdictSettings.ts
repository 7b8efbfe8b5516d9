import type { Dtype } from '../zoo/algebra.ts';
import { ArrayTarget } from '../zoo/arrayTarget.ts';
import type { NumberArray } from '../zoo/arrayTarget.ts';
import type { Instance } from '../zoo/instance.ts';
import type { LeafSpec } from '../zoo/network.ts';

/** A way to put correct code into a situation in which checkers raise false alarms. */
export interface Setting {
  name: string;
  suits(net: Instance): boolean;
  target(net: Instance, seed: number): ArrayTarget;
}

type Arrays = Record<string, NumberArray>;

function targetWith(
  net: Instance,
  cost: (p: Arrays) => number,
  gradients: (p: Arrays) => Record<string, ArrayLike<number>>,
  values = net.values,
) {
  return new ArrayTarget({
    leaves: net.spec.leaves.map((leaf) => ({
      name: leaf.name,
      shape: leaf.shape,
      layer: leaf.layer,
      values: values[leaf.name]!,
      dtype: net.dtype,
    })),
    cost,
    gradients,
  });
}

const round = (dtype: Dtype) => (dtype === 'float32' ? Math.fround : (x: number) => x);
const mapAll = (g: Arrays, f: (x: number, name: string) => number) =>
  Object.fromEntries(Object.entries(g).map(([name, values]) => [name, values.map((x) => f(x, name))]));

const plain: Setting = {
  name: 'plain',
  suits: () => true,
  target: (net) => targetWith(net, net.cost, (p) => net.gradients(p)),
};

const scaled: Setting = {
  name: 'J · 1e-6',
  suits: () => true,
  target: (net) =>
    targetWith(
      net,
      (p) => round(net.dtype)(1e-6 * net.cost(p)),
      (p) => mapAll(net.gradients(p), (x) => 1e-6 * x),
    ),
};

const offset: Setting = {
  name: 'J + 1e4',
  suits: () => true,
  target: (net) =>
    targetWith(
      net,
      (p) => round(net.dtype)(1e4 + net.cost(p)),
      (p) => net.gradients(p),
    ),
};

/** One leaf enters scaled by 1e-6 around its value, so that its gradient is a millionth of the others'. */
const tinyLeaf: Setting = {
  name: 'a tiny-gradient leaf',
  suits: (net) => net.spec.leaves.length > 1,
  target(net, seed) {
    const name = net.spec.leaves[seed % net.spec.leaves.length]!.name;
    const r = round(net.dtype);
    const start = net.values[name]!;
    const inner = (p: Arrays): Arrays => ({
      ...p,
      [name]: p[name]!.map((x, i) => r(start[i]! + 1e-6 * (x - start[i]!))),
    });
    return targetWith(
      net,
      (p) => net.cost(inner(p)),
      (p) => mapAll(net.gradients(inner(p)), (x, leaf) => (leaf === name ? 1e-6 * x : x)),
    );
  },
};

/** A unit's z at a given distance from the kink of its ReLU, or on it. */
const nearKink = (distance: number): Setting => ({
  name: distance === 0 ? 'on a kink' : 'near a kink',
  suits: (net) => net.kink !== undefined,
  target(net, seed) {
    const { leaf, index, z } = net.kink!(net.values, seed);
    const moved = net.values[leaf]!.slice();
    const sign = seed % 2 === 0 ? 1 : -1;
    moved[index] = round(net.dtype)(moved[index]! - z + sign * distance);
    return targetWith(net, net.cost, (p) => net.gradients(p), { ...net.values, [leaf]: moved });
  },
});

/** Other values than those that were drawn: saturated units, all alike, dead units. */
const elsewhere = (name: string, value: (x: number, leaf: LeafSpec) => number): Setting => ({
  name,
  suits: () => true,
  target(net) {
    const r = round(net.dtype);
    const values = Object.fromEntries(
      net.spec.leaves.map((leaf) => [leaf.name, net.values[leaf.name]!.map((x) => r(value(x, leaf)))]),
    );
    return targetWith(net, net.cost, (p) => net.gradients(p), values);
  },
});

const isVector = ({ shape }: LeafSpec): boolean => shape.length === 1;

/** A cost that is not exact: what an iteration that stops at a tolerance, or a series cut off, leaves behind. */
const inexact = (size: number): Setting => ({
  name: 'an inexact cost',
  suits: () => true,
  target(net) {
    const r = round(net.dtype);
    const rest = (p: Arrays) => {
      let sum = 0;
      for (const values of Object.values(p)) for (const x of values) sum = (sum * 1.618 + 1e7 * x) % 1;
      return Math.sin(1e4 * sum);
    };
    return targetWith(
      net,
      (p) => r(net.cost(p) * (1 + size * rest(p))),
      (p) => net.gradients(p),
    );
  },
});

export const settings: Setting[] = [
  plain,
  scaled,
  offset,
  tinyLeaf,
  elsewhere('saturated units', (x) => 4 * x),
  elsewhere('all parameters 0', (x, leaf) => (['gamma', 'gain', 'scale'].includes(leaf.name) ? x : 0)),
  elsewhere('dead units', (x, leaf) => (isVector(leaf) ? x - 4 : x)),
  ...[1e-10, 1e-8, 1e-6].map(inexact),
  ...[1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 0].map(nearKink),
];
