import * as l10n from '@vscode/l10n';
import { fault, type Fault } from '../../model/fault.ts';

/** How long a runner may take until the user's code starts: a busy machine loads the libraries slowly. */
const startLimit = 60_000;

/**
 * The time limit of one check. It counts from when the user's code is loaded, because what comes before is not
 * the user's; a runner that never gets there is stopped as well.
 */
export class Deadline {
  readonly #limit: number;
  readonly #stop: (reason: Fault) => void;
  #timer: NodeJS.Timeout;

  constructor(limitMilliseconds: number, stop: (reason: Fault) => void) {
    this.#limit = limitMilliseconds;
    this.#stop = stop;
    this.#timer = setTimeout(() => {
      stop(fault('internal', l10n.t('The runner process did not start within a minute.')));
    }, startLimit);
  }

  start(): void {
    this.clear();
    this.#timer = setTimeout(() => {
      this.#stop(timedOut(this.#limit));
    }, this.#limit);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}

function timedOut(limit: number): Fault {
  return fault(
    'timeout',
    l10n.t(
      'The check was stopped after {0} s, the time limit. Does forward or backward end? If it is only slow, use smaller inputs or raise the limit: "gradientCheck.timeLimit" in the settings, --time-limit on the command line.',
      String(limit / 1000),
    ),
  );
}
