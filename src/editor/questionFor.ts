import type { Question, Report } from '../model/report.ts';
import { inputsFileFor } from './inputsFile.ts';

/** What to ask: the engine's own question where the pair could not be called, else the inputs that it found, to be changed. */
export function questionFor(report: Report): Question {
  if (report.question) return report.question;
  const tag = (report.inputs?.arguments ?? [])
    .map(tagPart)
    .filter((part) => part !== null)
    .join(', ');
  const message = report.inputs
    ? `These inputs were found (${report.inputs.description}); change what you like.`
    : 'Say the shape of every argument.';
  return { message, tag, file: inputsFileFor(report.file, report.language) };
}

/** "4×3 random normal" → "X: [4, 3]"; a plain number → "reg = 0.1"; anything else cannot be said in a tag. */
function tagPart({ name, value }: { name: string; value: string }): string | null {
  const shape = /^(\d+(?:×\d+)*)(?=\s|$)/.exec(value)?.[1];
  if (shape && shape !== value) return `${name}: [${shape.split('×').join(', ')}]`;
  return /^[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/.test(value) ? `${name} = ${value.replace('−', '-')}` : null;
}
