import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cases, type ReachCase } from '../reach/caseTable.ts';
import { factsOf, runPair, type Outcome } from '../reach/runCase.ts';

/**
 * Runs the whole path over the cases and the look-alikes: which pairs are found, which verdict each gets with no
 * set-up and with one hint, and which rung of the inputs ladder it needed. Ends with 1 where a bar is missed.
 */
interface Row {
  one: ReachCase;
  outcome: string;
  rung: string;
  isRight: boolean;
  isWrongVerdict: boolean;
}

const here = join(import.meta.dirname, '..', 'reach');
const only = process.argv[2];

async function judge(one: ReachCase, tag: string | null): Promise<Row> {
  const row = (outcome: string, rung: string, isRight = false, isWrongVerdict = false): Row => ({ one, outcome, rung, isRight, isWrongVerdict });
  const facts = await factsOf(join(here, 'cases', one.file));
  const pair = facts.pairs.find(({ id }) => id === one.pair);
  if (!pair) {
    return row('not found', 'none');
  }
  try {
    const found = await runPair(facts, pair, tag);
    return graded(one, found, row);
  } catch (error) {
    return row(`fault: ${(error as Error).message.slice(0, 90)}`, 'none');
  }
}

function graded(one: ReachCase, found: Outcome, row: (outcome: string, rung: string, isRight?: boolean, isWrongVerdict?: boolean) => Row): Row {
  if (!found.result || !found.bound) {
    return row(`unbound after ${found.trials} trials`, 'question');
  }
  const rung = found.bound.inputs.source;
  const { verdict, layout, leaves } = found.result;
  const bad = layout.leaves.filter((_, index) => leaves[index]?.verdict === 'wrong').map(({ name }) => name).sort();
  const isSame = bad.join() === one.wrong.slice().sort().join();
  const outcome = `${verdict}${bad.length > 0 ? ` (${bad.join(', ')})` : ''}${verdict === 'inconclusive' ? ` ${found.result.doubt ?? ''}` : ''}`;
  return row(outcome, rung, verdict === one.verdict && isSame, verdict !== 'inconclusive' && (verdict !== one.verdict || !isSame));
}

async function runCases(): Promise<{ bare: Row[]; hinted: Row[] }> {
  const bare: Row[] = [];
  const hinted: Row[] = [];
  for (const one of cases.filter(({ file, pair }) => !only || `${file} ${pair}`.includes(only))) {
    const first = await judge(one, null);
    const second = !first.isRight && one.hint ? await judge(one, one.hint) : first;
    bare.push(first);
    hinted.push(second);
    const mark = first.isRight ? '✓' : second.isRight ? '(✓)' : '✗';
    console.log(`${mark.padEnd(4)}${`${one.file} ${one.pair}`.padEnd(56)}${first.rung.padEnd(10)}${first.outcome}${first.isRight ? '' : `   should be ${one.verdict} (${one.wrong.join(', ')})${second === first ? '' : `; with the hint: ${second.outcome}`}`}`);
  }
  return { bare, hinted };
}

async function countLookalikes(): Promise<{ files: number; flagged: string[] }> {
  const folder = join(here, 'lookalikes');
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

const { bare, hinted } = await runCases();
const { files, flagged } = await countLookalikes();
const found = bare.filter(({ outcome }) => outcome !== 'not found').length;
const recall = share(found, bare.length);
const precision = share(found, found + flagged.length);
const right = share(bare.filter(({ isRight }) => isRight).length, bare.length);
const rightWithHint = share(hinted.filter(({ isRight }) => isRight).length, hinted.length);
const wrongVerdicts = bare.filter(({ isWrongVerdict }) => isWrongVerdict);
const rungs = Object.entries(Object.groupBy(bare, ({ rung }) => rung)).map(([rung, rows]) => `${rung} ${rows?.length ?? 0}`);
console.log(`\n${bare.length} cases (${bare.filter(({ one }) => one.verdict === 'wrong').length} with a planted bug), ${files} look-alikes`);
flagged.forEach((name) => console.log(`flagged: ${name}`));
const bars: [string, number, number][] = [
  ['recall', recall, 0.95],
  ['precision', precision, 0.98],
  ['right verdict with no set-up', right, 0.7],
  ['right verdict with one hint', rightWithHint, 0.95],
];
bars.forEach(([name, value, bar]) => console.log(`${value >= bar ? 'ok  ' : 'MISS'} ${name}: ${percent(value)} (bar ${percent(bar)})`));
console.log(`${wrongVerdicts.length === 0 ? 'ok  ' : 'MISS'} wrong verdicts: ${wrongVerdicts.length}\nrungs: ${rungs.join(', ')}`);
process.exit(bars.every(([, value, bar]) => value >= bar) && wrongVerdicts.length === 0 ? 0 : 1);
