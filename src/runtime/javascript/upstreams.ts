import * as l10n from '@vscode/l10n';
import { GradientCheckError, fault } from '../../model/fault.ts';
import type { SlotPath, UpstreamForm } from '../../model/plan.ts';
import { generateUpstream } from '../generate.ts';
import { formOf } from './values/form.ts';
import { contract, countNumbers, forEachNumber, like } from './values/like.ts';
import { valueAt, type Slots } from './values/place.ts';

/** The fixed random upstream gradients w of the outputs: cost ⟨w, output⟩, and backward's argument. */
export class Upstreams {
  readonly outputs: SlotPath[];
  /** What backward is handed is this times w; the cost stays as it is. */
  scale = 1;
  readonly #seed: number;
  readonly #form: UpstreamForm | null;
  readonly #weights: (Float64Array | null)[];

  constructor(seed: number, outputs: SlotPath[], form: UpstreamForm | null) {
    this.#seed = seed;
    this.#form = form;
    this.outputs = outputs;
    this.#weights = outputs.map(() => null);
  }

  /** ⟨w, outputs⟩ as they are now in the slots. Throws GradientCheckError where an output holds no numbers. */
  cost(slots: Slots): number {
    let sum = 0;
    for (let i = 0; i < this.outputs.length; i++) {
      const value = valueAt(slots, this.outputs[i]!);
      const weights = this.#weights[i] ?? this.#draw(i, value);
      sum += this.#form === 'before-softmax' ? contractLogs(value, weights) : contract(value, weights);
    }
    return sum;
  }

  /** A fresh scale · w in the form of its output: user code may overwrite what it is given. */
  gradient(output: number, slots: Slots): unknown {
    const at = this.outputs[output];
    const value = at === undefined ? undefined : valueAt(slots, at);
    const weights = this.#weights[output] ?? this.#draw(output, value);
    let next = 0;
    return like(value, () => this.scale * weights[next++]!);
  }

  #draw(output: number, value: unknown): Float64Array {
    const count = countNumbers(value);
    if (count === 0) {
      throw new GradientCheckError(
        fault(
          'shape',
          l10n.t('Forward returned no numbers where an array was expected: what it returns cannot be a cost.'),
        ),
      );
    }
    const weights = generateUpstream(this.#seed, output, count, this.#form, outputShape(value).at(-1));
    this.#weights[output] = weights;
    return weights;
  }
}

/** Σ w ln y. */
function contractLogs(value: unknown, weights: Float64Array): number {
  let sum = 0;
  let next = 0;
  forEachNumber(value, (entry) => (sum += weights[next++]! * Math.log(entry)));
  return sum;
}

/** Shape of an output; [] for a number, [n] for anything that is no array. */
export function outputShape(value: unknown): number[] {
  if (typeof value === 'number') return [];
  return formOf(value)?.shape ?? [countNumbers(value)];
}
