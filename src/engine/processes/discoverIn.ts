import * as l10n from '@vscode/l10n';
import type { ModuleFacts } from '../../model/facts.ts';
import { fault, GradientCheckError, type Fault } from '../../model/fault.ts';
import type { RunnerProcess } from './runnerProcess.ts';

/** Longest source that is read, in characters: nobody writes more by hand, and a bundle of this size blocks the reader. */
const longest = 4_000_000;
const limitMilliseconds = 20_000;

/** Reads a text in a runner that runs no user code. Throws GradientCheckError where that is not possible. */
export async function discoverIn(
  runner: RunnerProcess,
  file: string,
  text: string,
  allFunctions: boolean,
): Promise<ModuleFacts> {
  if (text.length > longest) throw new GradientCheckError(tooLong(file, text.length));
  const timer = setTimeout(() => {
    runner.kill(
      fault(
        'timeout',
        l10n.t('Reading {0} took more than {1} s; it is left out.', file, String(limitMilliseconds / 1000)),
      ),
    );
  }, limitMilliseconds);
  let found: ModuleFacts | Fault | null = null;
  try {
    await runner.request({ kind: 'discover', file, text, allFunctions }, (message) => {
      if (message.kind === 'facts') found = message.facts;
      if (message.kind === 'fault') found = message.fault;
      return found !== null;
    });
  } catch (ended) {
    found = ended as Fault;
  } finally {
    clearTimeout(timer);
  }
  return settled(found, file);
}

function settled(found: ModuleFacts | Fault | null, file: string): ModuleFacts {
  if (found && 'functions' in found) return found;
  throw new GradientCheckError(found ?? fault('internal', l10n.t('The runner read {0} without an answer.', file)));
}

function tooLong(file: string, length: number): Fault {
  const megabytes = (length / 1e6).toFixed(0);
  const message = l10n.t(
    '{0} is too long to be read ({1} MB): move the functions to check into a file of their own.',
    file,
    megabytes,
  );
  return fault('inputs', message, { file });
}
