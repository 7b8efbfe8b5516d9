import type { MessagePort } from 'node:worker_threads';
import type { Plan } from '../../model/plan.ts';
import type { Remedies, Target } from '../../model/target.ts';
import type { FromHelper, ToHelper } from './messages.ts';
import { hasChunks, join, takeChunks } from './sharedWork.ts';

type Work = Extract<ToHelper, { kind: 'work' }>;

/**
 * The helper's side: opens the plan that it is told and works until it is told to end, or its port closes.
 * Resolves with whether it gave the same costs throughout; one that did not must not be used again.
 */
export function serveHelper(port: MessagePort, open: (plan: Plan) => Promise<Target>): Promise<boolean> {
  const helper = new Helper(port, open);
  return new Promise((resolve) => {
    // One message after the other: a cost may have to be waited for.
    let last = Promise.resolve();
    port.on('message', (message: ToHelper) => {
      last = last.then(() => helper.receive(message));
    });
    port.on('close', () => {
      void last.then(() => helper.end()).then(resolve);
    });
  });
}

class Helper {
  readonly #port: MessagePort;
  readonly #open: (plan: Plan) => Promise<Target>;
  #target: Target | null = null;
  #isFit = true;
  #base: { id: number; theta: Float64Array } | null = null;

  constructor(port: MessagePort, open: (plan: Plan) => Promise<Target>) {
    this.#port = port;
    this.#open = open;
  }

  async receive(message: ToHelper): Promise<void> {
    try {
      if (message.kind === 'end') this.#port.close();
      else if (this.#isFit) await this.#do(message);
    } catch {
      // Whatever fails here shows itself in the thread of the check, which then computes everything itself.
      this.#giveUp();
    }
  }

  async end(): Promise<boolean> {
    await this.#target?.dispose().catch(() => (this.#isFit = false));
    return this.#isFit;
  }

  async #do(message: Exclude<ToHelper, { kind: 'end' }>): Promise<void> {
    switch (message.kind) {
      case 'open':
        this.#target = await this.#open(message.plan);
        return this.#remedy(message.remedies);
      case 'remedy':
        return this.#remedy(message.remedies);
      case 'work':
        return this.#work(message);
      default:
        return message satisfies never;
    }
  }

  async #remedy(remedies: Remedies): Promise<void> {
    // What was measured without the remedy says nothing about the costs with it.
    this.#base = null;
    if (remedies.reseed || remedies.restore || remedies.clear) await this.#target!.remedy(remedies);
  }

  async #work({ id, helper, work, base, baseId, baseCost }: Work): Promise<void> {
    if (!hasChunks(work)) return;
    if (this.#base?.id !== baseId) {
      this.#base = { id: baseId, theta: base };
      if (!(await this.#isSame(baseCost))) return this.#giveUp();
    }
    join(work, helper);
    const done = await takeChunks(work, this.#target!, this.#base.theta);
    const isSame = done.points === 0 || (await this.#isSame(baseCost));
    this.#isFit = isSame;
    this.#post({ kind: 'left', id, ...done, isSame });
  }

  /** To the last bit: then it is the same computation. */
  async #isSame(baseCost: number): Promise<boolean> {
    const { values } = await this.#target!.costs({ kind: 'base', base: this.#base!.theta, count: 1 });
    return Object.is(values[0], baseCost);
  }

  #giveUp(): void {
    this.#isFit = false;
    this.#post({ kind: 'unfit' });
  }

  #post(message: FromHelper): void {
    this.#port.postMessage(message);
  }
}
