import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { factsOf } from '../reach/runCase.ts';
import { runCases, type Row } from '../reach/runCases.ts';

/**
 * Runs the whole path over the cases and the look-alikes: which pairs are found, which verdict each gets with no
 * set-up and with one hint, and which rung of the inputs ladder it needed. Ends with 1 where a bar is missed.
 */
function print(bare: Row, hinted: Row): void {
  const { one, outcome } = bare;
  const mark = bare.isRight ? '✓' : hinted.isRight ? '(✓)' : '✗';
  const words = (row: Row): string =>
    `${row.outcome.isFound ? row.outcome.verdict : 'not found'} ${row.outcome.doubt ?? ''} ${row.outcome.wrong.join(', ')} ${row.outcome.fault?.slice(0, 150) ?? ''}`;
  const truth = bare.isRight
    ? ''
    : `\n      should be ${one.verdict} ${one.wrong.join(', ')}${hinted === bare ? '' : `; with the hint: ${words(hinted)}`}`;
  console.log(
    `${mark.padEnd(4)}${`${one.file} ${one.pair}`.padEnd(54)}${outcome.rung.padEnd(9)}${String(outcome.trials).padStart(4)} trials ${outcome.milliseconds.toFixed(0).padStart(5)} ms  ${words(bare)}${truth}`,
  );
}

async function countLookalikes(): Promise<{ files: number; flagged: string[] }> {
  const folder = join(import.meta.dirname, '..', 'reach', 'lookalikes');
  const files = readdirSync(folder).filter((name) => /\.[mc]?[jt]sx?$/.test(name));
  const flagged: string[] = [];
  for (const name of files) {
    const facts = await factsOf(join(folder, name));
    flagged.push(...facts.pairs.map(({ id }) => `${name}: ${id}`));
  }
  return { files: files.length, flagged };
}

const share = (part: number, whole: number): number => (whole === 0 ? 1 : part / whole);
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

const { bare, hinted } = await runCases(process.argv[2], print);
const { files, flagged } = await countLookalikes();
const found = bare.filter(({ outcome }) => outcome.isFound).length;
const bars: [string, number, number][] = [
  ['recall', share(found, bare.length), 0.95],
  ['precision', share(found, found + flagged.length), 0.98],
  ['right verdict with no set-up', share(bare.filter(({ isRight }) => isRight).length, bare.length), 0.9],
  ['right verdict with one hint', share(hinted.filter(({ isRight }) => isRight).length, hinted.length), 0.95],
];
const wrongVerdicts = bare.concat(hinted).filter(({ isWrongVerdict }) => isWrongVerdict);
const names = [...new Set(bare.map(({ outcome }) => outcome.rung))];
const rungs = names.map((name) => `${name} ${bare.filter(({ outcome }) => outcome.rung === name).length}`);
console.log(
  `\n${bare.length} cases (${bare.filter(({ one }) => one.verdict === 'wrong').length} with a planted bug), ${files} look-alikes`,
);
flagged.forEach((name) => console.log(`flagged: ${name}`));
bars.forEach(([name, value, bar]) =>
  console.log(`${value >= bar ? 'ok  ' : 'MISS'} ${name}: ${percent(value)} (bar ${percent(bar)})`),
);
console.log(
  `${wrongVerdicts.length === 0 ? 'ok  ' : 'MISS'} wrong verdicts: ${wrongVerdicts.length}\nrungs: ${rungs.join(', ')}`,
);
const isReached = bars.every(([, value, bar]) => value >= bar) && wrongVerdicts.length === 0;
const shares = bars.map(([name, value]) => `${name} ${percent(value)}`).join(', ');
console.log(
  `bench:reach ${isReached ? 'reached all goals' : 'MISSED a goal'}: ${shares}, wrong verdicts ${wrongVerdicts.length}, ` +
    `${bare.length} cases, ${files} look-alikes`,
);
process.exit(isReached ? 0 : 1);
