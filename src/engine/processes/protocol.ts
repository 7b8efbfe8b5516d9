import type { MessagePort } from 'node:worker_threads';
import type { ModuleFacts, Pair } from '../../model/facts.ts';
import type { Fault } from '../../model/fault.ts';
import type { Report } from '../../model/report.ts';
import type { HelperLoad } from '../job/helperLoad.ts';
import type { CheckRequest, Progress } from '../service.ts';

/** Messages from the host (extension host, command line) to a runner process. */
export type ToRunner =
  | { kind: 'discover'; id: number; file: string; text: string; allFunctions?: boolean }
  | CheckMessage
  | { kind: 'scan'; id: number; root: string; excluded: string[] };

export interface CheckMessage {
  kind: 'check';
  id: number;
  request: CheckRequest;
  /** Threads that this check may keep busy. */
  threads: number;
}

/** What a worker thread is told. */
export interface ToWorker {
  request: CheckRequest;
  threads: number;
  /** How long a worker thread took to start, as measured in this runner. */
  startMilliseconds: number;
}

/** A worker thread asks its runner for helper threads, one for each port. */
export interface WantHelpers {
  kind: 'helpers';
  load: HelperLoad;
  ports: MessagePort[];
}

/** Messages from a runner process to its host. */
export type FromRunner =
  | { kind: 'facts'; id: number; facts: ModuleFacts }
  | { kind: 'pairs'; id: number; pairs: Pair[] }
  | { kind: 'progress'; id: number; progress: Progress }
  | { kind: 'output'; id: number; text: string }
  /** A process that must die with the runner: a Python interpreter. */
  | { kind: 'child'; id: number; pid: number }
  | { kind: 'report'; id: number; report: Report }
  /** The worker has nothing left to do and no report: it waits for a promise that never settles. */
  | { kind: 'stalled'; id: number }
  /** The job ended without a report: the worker ran out of memory, or exited. */
  | { kind: 'fault'; id: number; fault: Fault };

/** A report that stands if what is still looked for, the place of the mistake, is not found in time. */
export interface Interim {
  kind: 'interim';
  report: Report;
}

/** Messages from a worker thread to its runner; the runner adds the job's id. */
export type FromWorker =
  WantHelpers | Interim | WithoutId<Extract<FromRunner, { kind: 'progress' | 'child' | 'report' | 'stalled' }>>;

type WithoutId<Message> = Message extends { id: number } ? Omit<Message, 'id'> : never;
