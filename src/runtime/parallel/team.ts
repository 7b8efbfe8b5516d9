import type { MessagePort } from 'node:worker_threads';
import type { Plan } from '../../model/plan.ts';
import type { Remedies } from '../../model/target.ts';
import type { FromHelper, ToHelper } from './messages.ts';
import { hasJoined, type Failure, type SharedWork } from './sharedWork.ts';

/** What one helper said about the request that it took part in. */
export interface Part {
  points: number;
  failure: Failure;
  isSame: boolean;
}

interface Member {
  port: MessagePort;
  isGone: boolean;
  left: { id: number; part: Part } | null;
}

/** The helpers of one check, as its thread sees them. */
export class Team {
  readonly #members: Member[];
  #wake: (() => void) | null = null;

  constructor(ports: MessagePort[], plan: Plan, remedies: Remedies) {
    this.#members = ports.map((port) => ({ port, isGone: false, left: null }));
    for (const member of this.#members) {
      member.port.on('message', (message: FromHelper) => this.#receive(member, message));
      member.port.on('close', () => this.#lose(member));
      // A port keeps the thread alive only while it is waited for.
      member.port.unref();
    }
    this.tell({ kind: 'open', plan, remedies });
  }

  get size(): number {
    return this.#members.length;
  }

  /** False once no helper is left. */
  get isUseful(): boolean {
    return this.#members.some((member) => !member.isGone);
  }

  tell(message: Exclude<ToHelper, { kind: 'work' }>): void {
    for (const { port } of this.#members) port.postMessage(message satisfies ToHelper);
  }

  hand(message: Omit<Extract<ToHelper, { kind: 'work' }>, 'helper' | 'kind'>): void {
    for (const [helper, { port, isGone }] of this.#members.entries()) {
      if (!isGone) port.postMessage({ kind: 'work', helper, ...message } satisfies ToHelper);
    }
  }

  /** Waits for all that have joined; null where one of them is gone, and its part with it. */
  async parts(work: SharedWork, id: number): Promise<Part[] | null> {
    const joined = this.#members.filter((_, helper) => hasJoined(work, helper));
    const isOpen = (member: Member): boolean => !member.isGone && member.left?.id !== id;
    if (joined.some(isOpen)) {
      for (const { port } of joined) port.ref();
      while (joined.some(isOpen)) await new Promise<void>((resolve) => (this.#wake = resolve));
      for (const { port } of joined) port.unref();
    }
    const parts = joined.map(({ left }) => (left?.id === id ? left.part : null));
    return parts.includes(null) ? null : (parts as Part[]);
  }

  end(): void {
    this.tell({ kind: 'end' });
    for (const { port } of this.#members) port.close();
  }

  #receive(member: Member, message: FromHelper): void {
    if (message.kind === 'left') member.left = { id: message.id, part: message };
    else member.isGone = true;
    this.#wake?.();
  }

  #lose(member: Member): void {
    member.isGone = true;
    this.#wake?.();
  }
}
