import type { Fault } from '../../model/fault.ts';
import type { Plan } from '../../model/plan.ts';
import type { Costs, GradientOptions, Layout, Points, Remedies, Target } from '../../model/target.ts';
import { fitGradients, type FoundGradient } from './fitGradients.ts';
import { float64Of, type Frame } from './frames.ts';
import type { PythonProcess } from './pythonProcess.ts';

/** How many whole θ Python keeps for a target. */
const keptBases = 2;

/** A plan that is open in a Python process: θ stays there, points go there in batches. */
export class PythonTarget implements Target {
  readonly #process: PythonProcess;
  readonly #id: number;
  readonly #plan: Plan;
  #layout: Layout;
  #bases: { theta: Float64Array; key: number }[] = [];
  #nextBase = 1;

  constructor(process: PythonProcess, id: number, plan: Plan, opened: Frame) {
    this.#process = process;
    this.#id = id;
    this.#plan = plan;
    this.#layout = layoutOf(opened);
  }

  async describe(): Promise<Layout> {
    this.#layout = layoutOf(await this.#process.call('describe', { target: this.#id }));
    return this.#layout;
  }

  async gradients(base: Float64Array | null, options: GradientOptions = {}): Promise<Float64Array> {
    const message = {
      target: this.#id,
      base: await this.#send(base),
      stale: await this.#send(options.staleForward ?? null),
      upstreamScale: options.upstreamScale ?? 1,
    };
    const answer = await this.#process.call('gradients', message);
    const found = answer.message['gradients'] as FoundGradient[];
    return fitGradients(found, float64Of(answer.blob), this.#plan.gradients, this.#layout);
  }

  async costs(points: Points): Promise<Costs> {
    const { message, blobs, count } = packed(points);
    const base = await this.#send(points.base);
    const answer = await this.#process.call('costs', { target: this.#id, base, ...message }, blobs);
    const values = new Float64Array(count).fill(NaN);
    const done = float64Of(answer.blob);
    values.set(done);
    const failed = answer.message['failure'] as Fault | null;
    return { values, failure: failed ? { point: done.length, fault: failed } : null };
  }

  async remedy(remedies: Remedies): Promise<void> {
    await this.#process.call('remedy', { target: this.#id, remedies });
  }

  async dispose(): Promise<void> {
    await this.#process.call('dispose', { target: this.#id }).catch(() => undefined);
  }

  /** Hands a θ over once; the same array is taken for the same θ. */
  async #send(theta: Float64Array | null): Promise<number | null> {
    if (theta === null) return null;
    const known = this.#bases.find((base) => base.theta === theta);
    if (known) return known.key;
    const key = this.#id * 1e6 + this.#nextBase++;
    this.#bases = [...this.#bases.slice(1 - keptBases), { theta, key }];
    const keep = this.#bases.map((base) => base.key);
    await this.#process.call('base', { target: this.#id, base: key, keep }, [theta]);
    return key;
  }
}

function layoutOf({ message, blob }: Frame): Layout {
  return { ...(message['layout'] as Omit<Layout, 'theta'>), theta: float64Of(blob) };
}

function packed(points: Points): { message: object; blobs: ArrayBufferView[]; count: number } {
  switch (points.kind) {
    case 'base':
      return { message: { points: 'base', count: points.count }, blobs: [], count: points.count };
    case 'entries': {
      const count = points.index.length;
      return { message: { points: 'entries', count }, blobs: [points.value, points.index], count };
    }
    case 'line': {
      const count = points.step.length;
      const message = { points: 'line', count, leaf: points.leaf };
      return { message, blobs: [points.step, points.direction], count };
    }
    default:
      return points satisfies never;
  }
}
