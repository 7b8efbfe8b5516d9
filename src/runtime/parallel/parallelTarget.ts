import type { MessagePort } from 'node:worker_threads';
import type { Plan } from '../../model/plan.ts';
import type { Costs, GradientOptions, Layout, Points, Remedies, Target } from '../../model/target.ts';
import { shareWork, takeChunks, type Failure, type SharedWork } from './sharedWork.ts';
import { Team } from './team.ts';

type Entries = Extract<Points, { kind: 'entries' }>;

/** A base in shared memory, and this thread's cost there. */
interface SharedBase {
  of: Float64Array | null;
  id: number;
  theta: Float64Array;
  cost: number;
}

/** How a check gets helpers, and when they are worth it. */
export interface Sharing {
  /** Threads in all, this one included. */
  threads: number;
  /** How long a helper takes until it can work, as measured. */
  readyMilliseconds: number;
  /** A request that takes less is not worth waking anybody. */
  leastMilliseconds?: number;
  /** Starts `threads − 1` helpers. */
  start(): MessagePort[];
}

/** Time of one chunk: short, so that no thread is waited for; long beside what taking one costs (some µs). */
const chunkMilliseconds = 1;
/** Handing a request over costs about a tenth of that. */
const leastMilliseconds = 1;

/**
 * A target that shares long requests with helpers, which have opened the same plan in threads of their own. The costs are the
 * same to the last bit, or the helpers are not used: each must give this thread's cost at the base before and after
 * its part. So code that remembers its calls, draws unseeded numbers or was changed by an earlier check stays here.
 */
export class ParallelTarget implements Target {
  readonly #local: Target;
  readonly #plan: Plan;
  readonly #sharing: Sharing;
  #remedies: Remedies = { reseed: false, restore: false, clear: false };
  /** Null until the first request that is worth it. */
  #team: Team | null = null;
  #isGivenUp = false;
  #requests = 0;
  #base: SharedBase | null = null;
  /** Fastest so far in this thread alone. */
  #costMilliseconds = Infinity;
  /** Points that helpers computed. */
  helped = 0;

  constructor(local: Target, plan: Plan, sharing: Sharing) {
    this.#local = local;
    this.#plan = plan;
    this.#sharing = sharing;
  }

  describe(): Promise<Layout> {
    return this.#local.describe();
  }

  gradients(base: Float64Array | null, options?: GradientOptions): Promise<Float64Array> {
    return this.#local.gradients(base, options);
  }

  async remedy(remedies: Remedies): Promise<void> {
    this.#remedies = remedies;
    this.#base = null;
    this.#team?.tell({ kind: 'remedy', remedies });
    await this.#local.remedy(remedies);
  }

  async dispose(): Promise<void> {
    this.#team?.end();
    await this.#local.dispose();
  }

  costs(points: Points): Promise<Costs> {
    return points.kind === 'entries' && this.#isWorth(points) ? this.#shared(points) : this.#alone(points);
  }

  async #alone(points: Points): Promise<Costs> {
    const started = performance.now();
    const costs = await this.#local.costs(points);
    if (costs.failure === null && costs.values.length > 0) {
      this.#costMilliseconds = Math.min(this.#costMilliseconds, (performance.now() - started) / costs.values.length);
    }
    return costs;
  }

  /** Helpers are started for what would take twice the time that they need to get ready. */
  #isWorth({ index, ahead = 0 }: Entries): boolean {
    if (this.#isGivenUp || this.#sharing.threads < 2 || !(this.#costMilliseconds < Infinity)) return false;
    const milliseconds = index.length * this.#costMilliseconds;
    if (this.#team)
      return this.#team.isUseful && milliseconds >= (this.#sharing.leastMilliseconds ?? leastMilliseconds);
    return milliseconds + ahead * this.#costMilliseconds >= 2 * this.#sharing.readyMilliseconds;
  }

  async #shared(points: Entries): Promise<Costs> {
    const base = await this.#baseOf(points.base);
    if (base === null) return this.#alone(points);
    this.#team ??= new Team(this.#sharing.start(), this.#plan, this.#remedies);
    const id = ++this.#requests;
    const work = shareWork(points.index, points.value, this.#chunkOf(points), this.#team.size);
    this.#team.hand({ id, work, base: base.theta, baseId: base.id, baseCost: base.cost });
    const own = await takeChunks(work, this.#local, points.base);
    const parts = await this.#team.parts(work, id);
    if (parts === null || parts.some(({ isSame }) => !isSame)) return this.#withoutHelp(points);
    for (const part of parts) this.helped += part.points;
    return collect(work, [own.failure, ...parts.map(({ failure }) => failure)]);
  }

  #chunkOf({ index }: Entries): number {
    const evenly = Math.ceil(index.length / (4 * this.#sharing.threads));
    return Math.max(1, Math.min(evenly, Math.round(chunkMilliseconds / this.#costMilliseconds)));
  }

  /** A helper is gone, or strayed: nothing of this request is used. */
  async #withoutHelp(points: Entries): Promise<Costs> {
    this.#team!.end();
    this.#team = null;
    this.#isGivenUp = true;
    return this.#local.costs(points);
  }

  /** The base in shared memory, with this thread's cost there; null where that fails. */
  async #baseOf(of: Float64Array | null): Promise<SharedBase | null> {
    if (this.#base?.of === of) return this.#base;
    const { values, failure } = await this.#local.costs({ kind: 'base', base: of, count: 1 });
    if (failure !== null) return null;
    const theta = of ?? (await this.#local.describe()).theta;
    const shared = new Float64Array(new SharedArrayBuffer(8 * theta.length));
    shared.set(theta);
    this.#base = { of, id: ++this.#requests, theta: shared, cost: values[0]! };
    return this.#base;
  }
}

/** Costs up to the first point that failed, NaN from there on, as one thread alone would have given them. */
function collect({ values }: SharedWork, failures: Failure[]): Costs {
  const own = Float64Array.from(values);
  const failed = failures.filter((failure) => failure !== null).sort((a, b) => a.point - b.point)[0];
  if (failed) own.fill(NaN, failed.point);
  return { values: own, failure: failed ?? null };
}
