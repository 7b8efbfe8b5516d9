import type { SlotPath, Step, Value } from '../../src/model/plan.ts';
import { array, at, call, slot } from '../conformance/fixture.ts';

/**
 * One network in the ways in which people keep their parameters: J = 1/m Σ ½ (W2·tanh(W1·x + b1) + b2 − y)², as code of its own for
 * each, so that every inner loop sees one kind of array.
 */
export interface Size {
  inputs: number;
  hidden: number;
  outputs: number;
  examples: number;
}

/** Entries `from` … `to` of one array, as the bare loop perturbs them. */
export type Span = [from: number, to: number];

export interface Storage {
  /** Steps that make `p`, the parameters. */
  make: (size: Size) => Step[];
  leaves: SlotPath[];
  forward: (p: never, X: number[][], Y: number[][]) => number;
  /** 2 costs per entry of leaf `leaf`, perturbed in place. */
  bare: (cost: () => number, p: never, leaf: number, span: Span, h: number) => number;
}

const names = ['W1', 'b1', 'W2', 'b2'] as const;
type Four<T, V = T> = Record<'W1' | 'W2', T> & Record<'b1' | 'b2', V>;

/** The least that any central-difference check does. */
function bareFlat(cost: () => number, values: number[] | Float64Array, [from, to]: Span, h: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    const x = values[i]!;
    values[i] = x + h;
    const plus = cost();
    values[i] = x - h;
    sum += plus - cost();
    values[i] = x;
  }
  return sum;
}

function bareRows(cost: () => number, rows: number[][], [from, to]: Span, h: number): number {
  const width = rows[0]!.length;
  let sum = 0;
  for (let at = from; at < to;) {
    const row = Math.floor(at / width);
    const start = at - row * width;
    const end = Math.min(width, start + to - at);
    sum += bareFlat(cost, rows[row]!, [start, end], h);
    at += end - start;
  }
  return sum;
}

const fourLeaves = names.map((name) => at('p', name));

function fourArrays(
  storage: 'nested' | 'float64' | 'float32',
  { inputs, hidden, outputs }: Size,
  flat = storage !== 'nested',
): Step[] {
  const shapes = [
    flat ? [hidden * inputs] : [hidden, inputs],
    [hidden],
    flat ? [outputs * hidden] : [outputs, hidden],
    [outputs],
  ];
  const entries = names.map((name, i): [string, Value] => [name, array(name, shapes[i]!, storage)]);
  return [{ kind: 'value', into: 'p', value: { kind: 'object', entries } }];
}

const nested: Storage = {
  make: (size) => fourArrays('nested', size),
  leaves: fourLeaves,
  forward(p: Four<number[][], number[]>, X, Y) {
    let sum = 0;
    for (let e = 0; e < X.length; e++) {
      const x = X[e]!;
      const hidden: number[] = [];
      for (let i = 0; i < p.W1.length; i++) {
        const row = p.W1[i]!;
        let z = p.b1[i]!;
        for (let j = 0; j < x.length; j++) z += row[j]! * x[j]!;
        hidden.push(Math.tanh(z));
      }
      for (let k = 0; k < p.W2.length; k++) {
        const row = p.W2[k]!;
        let z = p.b2[k]!;
        for (let i = 0; i < hidden.length; i++) z += row[i]! * hidden[i]!;
        sum += 0.5 * (z - Y[e]![k]!) ** 2;
      }
    }
    return sum / X.length;
  },
  bare(cost, p: Four<number[][], number[]>, leaf, span, h) {
    const name = names[leaf]!;
    if (name === 'W1' || name === 'W2') return bareRows(cost, p[name], span, h);
    return bareFlat(cost, p[name], span, h);
  },
};

/** Flat buffers with index arithmetic; the same text serves both precisions, each in a thread of its own. */
function flat(storage: 'float64' | 'float32'): Storage {
  return {
    make: (size) => fourArrays(storage, size),
    leaves: fourLeaves,
    forward(p: Four<Float64Array>, X, Y) {
      const count = p.b1.length;
      const hidden = new Float64Array(count);
      let sum = 0;
      for (let e = 0; e < X.length; e++) {
        const x = X[e]!;
        for (let i = 0; i < count; i++) {
          let z = p.b1[i]!;
          for (let j = 0; j < x.length; j++) z += p.W1[i * x.length + j]! * x[j]!;
          hidden[i] = Math.tanh(z);
        }
        for (let k = 0; k < p.b2.length; k++) {
          let z = p.b2[k]!;
          for (let i = 0; i < count; i++) z += p.W2[k * count + i]! * hidden[i]!;
          sum += 0.5 * (z - Y[e]![k]!) ** 2;
        }
      }
      return sum / X.length;
    },
    bare: (cost, p: Four<Float64Array>, leaf, span, h) => bareFlat(cost, p[names[leaf]!], span, h),
  };
}

/** A list of numbers in objects, as small autograd engines keep them. */
interface Weight {
  data: number;
  grad: number;
}

/** Called through the plan: makes the lists of weights. */
export function makeFields(values: Four<number[]>): Four<Weight[]> {
  const wrap = (list: number[]): Weight[] => list.map((data) => ({ data, grad: 0 }));
  return { W1: wrap(values.W1), b1: wrap(values.b1), W2: wrap(values.W2), b2: wrap(values.b2) };
}

const fields: Storage = {
  make: (size) => [
    ...fourArrays('nested', size, true).map((step): Step => ({ ...step, into: 'values' }) as Step),
    call('p', 'makeFields', slot('values')),
  ],
  leaves: names.map((name) => at('p', name, '*', 'data')),
  forward(p: Four<Weight[]>, X, Y) {
    const count = p.b1.length;
    let sum = 0;
    for (let e = 0; e < X.length; e++) {
      const x = X[e]!;
      const hidden: number[] = [];
      for (let i = 0; i < count; i++) {
        let z = p.b1[i]!.data;
        for (let j = 0; j < x.length; j++) z += p.W1[i * x.length + j]!.data * x[j]!;
        hidden.push(Math.tanh(z));
      }
      for (let k = 0; k < p.b2.length; k++) {
        let z = p.b2[k]!.data;
        for (let i = 0; i < count; i++) z += p.W2[k * count + i]!.data * hidden[i]!;
        sum += 0.5 * (z - Y[e]![k]!) ** 2;
      }
    }
    return sum / X.length;
  },
  bare(cost, p: Four<Weight[]>, leaf, [from, to], h) {
    const weights = p[names[leaf]!];
    let sum = 0;
    for (let i = from; i < to; i++) {
      const weight = weights[i]!;
      const x = weight.data;
      weight.data = x + h;
      const plus = cost();
      weight.data = x - h;
      sum += plus - cost();
      weight.data = x;
    }
    return sum;
  },
};

class Layer {
  W: number[][];
  b: number[];
  readonly #isTanh: boolean;

  constructor(W: number[][], b: number[], isTanh: boolean) {
    this.W = W;
    this.b = b;
    this.#isTanh = isTanh;
  }

  forward(x: number[]): number[] {
    const y: number[] = [];
    for (let i = 0; i < this.W.length; i++) {
      const row = this.W[i]!;
      let z = this.b[i]!;
      for (let j = 0; j < x.length; j++) z += row[j]! * x[j]!;
      y.push(this.#isTanh ? Math.tanh(z) : z);
    }
    return y;
  }
}

/** A network of layer objects. */
interface Network {
  layers: [Layer, Layer];
}

export function makeInstances(values: Four<number[][], number[]>): Network {
  return { layers: [new Layer(values.W1, values.b1, true), new Layer(values.W2, values.b2, false)] };
}

const instances: Storage = {
  make: (size) => [
    ...fourArrays('nested', size).map((step): Step => ({ ...step, into: 'values' }) as Step),
    call('p', 'makeInstances', slot('values')),
  ],
  leaves: [0, 1].flatMap((layer) => ['W', 'b'].map((name) => at('p', 'layers', layer, name))),
  forward(p: Network, X, Y) {
    let sum = 0;
    for (let e = 0; e < X.length; e++) {
      let x = X[e]!;
      for (const layer of p.layers) x = layer.forward(x);
      for (let k = 0; k < x.length; k++) sum += 0.5 * (x[k]! - Y[e]![k]!) ** 2;
    }
    return sum / X.length;
  },
  bare(cost, p: Network, leaf, span, h) {
    const layer = p.layers[leaf >> 1]!;
    return leaf % 2 === 0 ? bareRows(cost, layer.W, span, h) : bareFlat(cost, layer.b, span, h);
  },
};

export const storages = {
  'nested arrays': nested,
  Float64Array: flat('float64'),
  Float32Array: flat('float32'),
  'objects with fields': fields,
  'class instances': instances,
} satisfies Record<string, Storage>;

export type StorageName = keyof typeof storages;
