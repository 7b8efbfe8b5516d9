import type { Context, Option } from '../known/context.ts';
import { usesOffsets } from '../arguments/offsets.ts';
import type { ForwardRun } from '../known/scene.ts';

/** Longer than what a small layer reads. */
const long = 128;

/**
 * Code that reads flat arrays at computed places says nothing of their lengths, and what is read past the end becomes
 * NaN. So they are made long, and then each as short as forward still returns numbers: as long as what it reads.
 */
export async function withReadLengths(
  context: Context,
  chosen: readonly Option[],
  attempt: (options: Option[]) => Promise<ForwardRun | null>,
): Promise<ForwardRun | null> {
  const open = chosen.flatMap((option, index) => (isFlat(option) ? [index] : []));
  if (!(usesOffsets(context) || computesIndices(context) || isMade(chosen)) || open.length === 0) {
    return null;
  }
  const all = (length: number): Option[] =>
    chosen.map((option, index) => (open.includes(index) ? withLength(option, length) : option));
  let options = all(long);
  let run = await attempt(options);
  if (run === null && isMade(chosen)) return firstOf(usualInputs.map(all), attempt);
  // What is written past the end of an array is lost without a word: an array that forward fills stays long.
  const isFilled = (index: number): boolean => context.forward?.parameters[index]?.use.assigned === true;
  for (const index of run ? open.filter((one) => !isFilled(one)) : []) {
    let [short, fits] = [0, long];
    while (fits - short > 1) {
      const length = Math.floor((short + fits) / 2);
      const shorter = options.map((option, at) => (at === index ? withLength(option, length) : option));
      const found = await attempt(shorter);
      if (found) {
        [run, options, fits] = [found, shorter, length];
      } else {
        short = length;
      }
    }
  }
  return run;
}

/** Of points in a plane or in space, where the factory itself says how many inputs there are. */
const usualInputs = [2, 3, 1];

async function firstOf(
  choices: Option[][],
  attempt: (options: Option[]) => Promise<ForwardRun | null>,
): Promise<ForwardRun | null> {
  for (const options of choices) {
    const run = await attempt(options);
    if (run) return run;
  }
  return null;
}

/** A factory of the code's own made the weights: only they know how many inputs they have. */
function isMade(chosen: readonly Option[]): boolean {
  return chosen.some(({ steps, value }) => value.kind === 'slot' && steps.some(({ kind }) => kind === 'call'));
}

function computesIndices({ forward }: Context): boolean {
  return forward?.parameters.some(({ use }) => use.computed === true) ?? false;
}

function isFlat({ value, shape, steps }: Option): boolean {
  return value.kind === 'array' && shape?.length === 1 && steps.length === 0 && (shape[0] ?? 0) < long;
}

function withLength(option: Option, length: number): Option {
  const { value } = option;
  if (value.kind !== 'array') {
    return option;
  }
  const label = option.label.replace(/^\d+/, String(length));
  return { ...option, shape: [length], label, value: { ...value, shape: [length] } };
}
