import * as l10n from '@vscode/l10n';
import { readFileSync } from 'node:fs';
import { GradientCheckError } from '../../model/fault.ts';
import { entryName } from '../../report/names.ts';
import { generate, generateUpstream } from '../../runtime/generate.ts';
import { Loader } from '../../runtime/javascript/loader/loader.ts';
import { modulesOf } from '../../runtime/javascript/loader/loadModule.ts';
import { runOnce, type Once } from '../../runtime/javascript/runOnce.ts';
import type { Question } from '../../runtime/python/pythonProcess.ts';
import type { DebugRun } from './debugRun.ts';
import { useWords } from '../words.ts';

/**
 * The process that a debugger runs: `debug.cjs RUN.json [FLAT [NOTE]]` loads the source in the main thread and runs forward
 * and backward once. `debug.cjs --draw` gives the numbers that the Python side asks for, as JSON.
 */
async function debug(path: string, flat: number | null, note: string): Promise<void> {
  const { plan, script } = JSON.parse(readFileSync(path, 'utf8')) as DebugRun;
  if (!script) throw new RangeError('this run is not for Node');
  const { file, inputsFile, mode, texts, seed } = script;
  const loader = await Loader.open({ overlays: texts, cacheFolder: null, seed });
  if (note !== '') console.log(note);
  const once = await runOnce(plan, modulesOf(loader, { source: file, inputs: inputsFile, mode }));
  console.log(l10n.t('Forward and backward ran once at θ: the cost is {0}.', once.cost));
  for (const line of gradientLines(once, flat)) console.log(line);
}

/** One line per gradient, or only the entry that is looked at. */
function gradientLines({ layout, gradient }: Once, flat: number | null): string[] {
  if (flat === null) {
    return layout.map(({ gradientName, offset, size }) => {
      const entries = Array.from(gradient.subarray(offset, offset + Math.min(size, 8)), (x) => x.toPrecision(6));
      return `${gradientName} = ${entries.join(', ')}${size > 8 ? ', …' : ''}`;
    });
  }
  const leaf = layout.find(({ offset, size }) => flat >= offset && flat < offset + size);
  if (!leaf) return [];
  return [l10n.t('Backward says {0} for {1} (θ index {2}).', gradient[flat]!, entryName(leaf, flat), flat)];
}

function draw(question: Question): number[] {
  const entries =
    question.ask === 'upstream'
      ? generateUpstream(question.seed, question.output, question.size, question.upstream ?? null, question.classes)
      : generate(question.seed, question.key, question.shape, question.fill);
  return [...entries];
}

useWords();
const [first, flat = '', note = ''] = process.argv.slice(2);
if (first === '--draw') {
  process.stdout.write(JSON.stringify(draw(JSON.parse(readFileSync(0, 'utf8')) as Question)));
} else if (first !== undefined) {
  debug(first, flat === '' ? null : Number(flat), note).catch((thrown: unknown) => {
    const text = thrown instanceof GradientCheckError ? (thrown.fault.stack ?? thrown.fault.message) : thrown;
    console.error(text);
    process.exitCode = 1;
  });
}
