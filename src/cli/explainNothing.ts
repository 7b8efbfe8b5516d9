import { relative } from 'node:path';
import type { ExitCode } from './exitCode.ts';
import type { Found } from './findPairs.ts';
import type { Flags } from './flags.ts';

/** Says why there was nothing to check. That is a failure, unless nothing has changed. */
export function explainNothing(found: Found, flags: Flags): ExitCode {
  const { missing, unparsed } = found;
  if (missing.length > 0 && found.files === 0) return 2;
  process.stderr.write(`${reason(found, flags)}\n`);
  const isFine = flags.changed !== undefined || flags.passWithNoPairs === true;
  if (isFine && unparsed.length === 0) return missing.length > 0 ? 2 : 0;
  for (const file of unparsed.slice(0, 3)) {
    process.stderr.write(`${relative(process.cwd(), file)} does not parse as it stands: mend its syntax first.\n`);
  }
  return 2;
}

function reason({ files }: Found, { pair, changed }: Flags): string {
  if (files === 0) return 'There is no TypeScript, JavaScript or Python file and no notebook to look at.';
  const count = `${String(files)} file${files === 1 ? '' : 's'}`;
  if (changed !== undefined) {
    return `Nothing to check: no pair in ${count} differs from ${changed === true ? 'HEAD' : changed}.`;
  }
  if (pair !== undefined) return `No pair named ${pair} was found in ${count}. See what there is with --list.`;
  return `No forward and backward pair was found in ${count}. Name the two functions alike (forward and backward, cost and costGradient), and return the gradients: dW, db.`;
}
