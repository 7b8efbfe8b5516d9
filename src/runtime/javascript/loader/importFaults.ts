import * as l10n from '@vscode/l10n';
import { basename } from 'node:path';
import { fault, GradientCheckError, type Fault } from '../../../model/fault.ts';
import { faultOf, pathOf, textOf } from '../faults.ts';
import type { Files } from './files.ts';

/** A module that was not found, at the place of its import. */
export function notFound(specifier: string, parent: string, files: Files): GradientCheckError {
  const isPackage = !/^[./#~]|^@\/|^[a-z]+:/i.test(specifier);
  const advice = isPackage
    ? l10n.t('Install it in the workspace (npm install {0}).', specifier.match(/^(@[^/]+\/)?[^/]+/)?.[0] ?? specifier)
    : l10n.t('Is the path right?');
  return new GradientCheckError(
    fault('import', l10n.t('"{0}" was not found. {1}', specifier, advice), placeOf(specifier, parent, files)),
  );
}

function placeOf(specifier: string, parent: string, files: Files): Pick<Fault, 'file' | 'line' | 'column'> {
  const nowhere = { file: parent, line: null, column: null };
  if (!files.isFile(parent)) return nowhere;
  const text = files.read(parent);
  const at = ['"', "'", '`'].map((quote) => text.indexOf(quote + specifier + quote)).find((index) => index >= 0);
  if (at === undefined) return nowhere;
  const before = text.slice(0, at).split('\n');
  return { file: parent, line: before.length, column: before.at(-1)!.length + 1 };
}

/** Whatever loading threw, as a fault with its place. */
export function loadingFault(thrown: unknown, entry: string, files: Files): Fault {
  if (thrown instanceof GradientCheckError) return thrown.fault;
  const inner = (thrown as { cause?: unknown } | null)?.cause;
  if (inner instanceof GradientCheckError) return inner.fault;
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  const missing = /The requested module '([^']+)' does not provide an export named '([^']+)'/.exec(textOf(thrown));
  if (missing !== null) {
    const parent = pathOf(/^(file:\S+?|\/\S+?|[A-Za-z]:\S+?):\d+$/m.exec(stack)?.[1] ?? entry);
    const message = l10n.t('"{0}" exports nothing called "{1}".', missing[1]!, missing[2]!);
    return fault('import', message, placeOf(missing[1]!, parent, files));
  }
  if (thrown instanceof SyntaxError) {
    const place = /^(file:\S+?|\/\S+?|[A-Za-z]:\S+?):(\d+)$/m.exec(stack);
    const isKnown = place !== null;
    return fault('syntax', l10n.t('{0} cannot be loaded: {1}', basename(entry), thrown.message), {
      file: isKnown ? pathOf(place[1]!) : entry,
      // Plain JavaScript is not transpiled: its lines are the user's.
      line: isKnown && /\.[cm]?js$/.test(pathOf(place[1]!)) ? Number(place[2]) : null,
    });
  }
  return faultOf(thrown, l10n.t('Loading {0}', basename(entry)), 'import');
}
