import * as l10n from '@vscode/l10n';
import { fault, type Fault } from '../../model/fault.ts';
import type { Context } from '../known/context.ts';
import type { Budget } from '../known/scene.ts';

/**
 * Forward ran, and backward threw with everything that it was handed: that says where to look, be it for a mistake or for what
 * its arguments are. Null where backward ran once, or where nothing tells at which of its lines it threw.
 */
export function throwingBackward(
  { facts, forward, backward }: Context,
  { failure, ranBackward }: Budget,
): Fault | null {
  if (failure?.stage !== 'backward' || failure.fault.kind !== 'throw' || ranBackward || forward === null) return null;
  const { stack } = failure.fault;
  const place = placeIn(failure.fault, facts.file, backward.range);
  const thrown = wordsOfStack(stack ?? '');
  if (place === null || !thrown) return null;
  const message = l10n.t(
    '{0} runs, but {1} throws at line {2}, with every input that was tried: {3}. If it is right as it stands, say what its arguments are, in a @gradcheck tag or an inputs file.',
    forward.qualifiedName,
    backward.qualifiedName,
    place.line,
    thrown.replace(/\.$/, ''),
  );
  return fault('unbound', message, { file: facts.file, ...place, stack });
}

/** What was thrown stands first in a stack of JavaScript, and last in one of Python. */
function wordsOfStack(stack: string): string | undefined {
  const lines = stack.split('\n').filter((line) => line.trim() !== '');
  return lines[0]?.startsWith('  File ') ? lines.at(-1)?.trim() : lines[0];
}

/** The outermost of the frames that lie in backward: what it calls there may be anyone's. */
function placeIn(
  { file, line, column, stack }: Fault,
  own: string,
  range: { line: number; endLine: number },
): { line: number; column: number | null } | null {
  const isInside = (at: number): boolean => at >= range.line && at <= range.endLine;
  const frames = (stack ?? '').split('\n').flatMap((frame) => {
    const at = /:(\d+):(\d+)\)?$/.exec(frame);
    return at && frame.includes(own) && isInside(Number(at[1])) ? [{ line: Number(at[1]), column: Number(at[2]) }] : [];
  });
  if (frames.length > 0) return frames.at(-1) ?? null;
  return file === own && line !== null && isInside(line) ? { line, column } : null;
}
