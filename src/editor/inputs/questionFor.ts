import * as l10n from '@vscode/l10n';
import type { Question, Report } from '../../model/report.ts';
import { inputsFileFor, shapeIn } from './inputsFile.ts';

/** What to ask: the engine's own question where the pair could not be called, else the inputs that it found, to be changed. */
export function questionFor(report: Report): Question {
  if (report.question) return report.question;
  const given = report.inputs?.arguments ?? [];
  const tag = given.map(tagPart).filter((part) => part !== null);
  const message = report.inputs
    ? l10n.t('The inputs come {0}. Say here what should be different.', report.inputs.description)
    : l10n.t('Say the shape of every argument.');
  return { message, tag: tag.join(', '), file: inputsFileFor(report.file, report.language, given) };
}

/** "4×3 random normal" → "X: [4, 3]"; a plain number → "reg = 0.1"; anything else cannot be said in a tag. */
function tagPart({ name, value }: { name: string; value: string }): string | null {
  const shape = shapeIn(value);
  if (shape) return `${name}: [${shape.join(', ')}]`;
  return /^[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/.test(value) ? `${name} = ${value.replace('−', '-')}` : null;
}
