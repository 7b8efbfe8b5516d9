import { basename } from 'node:path';
import { pythonCases, pythonLookalikes } from '../reach/python/pythonCases.ts';
import { isRight, isWrongVerdict, runPythonCase } from '../reach/python/runPythonCase.ts';
import { discoverPython } from '../../src/discovery/python/discoverPython.ts';
import { readFileSync } from 'node:fs';

// node test/bench/pythonReach.ts [NAME]: how far Python code gets with no set-up, and with one hint.
const only = process.argv[2] ?? '';
const cases = pythonCases().filter(({ file, pair }) => `${file} ${pair}`.includes(only));
let [found, bare, hinted, wrong] = [0, 0, 0, 0];
for (const one of cases) {
  const first = await runPythonCase(one, false);
  const second = !isRight(one, first) && one.hint !== null ? await runPythonCase(one, true) : first;
  if (first) found++;
  if (isRight(one, first)) bare++;
  if (isRight(one, second)) hinted++;
  if (isWrongVerdict(one, first) || isWrongVerdict(one, second)) wrong++;
  const said = second?.error?.message ?? second?.headline ?? 'no pair';
  const mark = isRight(one, first) ? 'right ' : isRight(one, second) ? 'hinted' : 'MISSED';
  console.log(`${mark} ${basename(one.file).padEnd(24)} ${one.pair.padEnd(40)} ${said.slice(0, 110)}`);
}
const lookalikes = pythonLookalikes();
const alarms = lookalikes.filter(
  (file) => discoverPython({ file, text: readFileSync(file, 'utf8') }).pairs.length > 0,
).length;
const percent = (count: number): string => `${((100 * count) / cases.length).toFixed(1)} %`;
console.log(`\npairs found            ${found} of ${cases.length} (${percent(found)})`);
console.log(`right with no set-up   ${bare} (${percent(bare)})`);
console.log(`right with one hint    ${hinted} (${percent(hinted)})`);
console.log(`wrong verdicts         ${wrong}`);
console.log(`look-alikes with a lens ${alarms} of ${lookalikes.length}`);
const isMissed = wrong > 0 || alarms > 0;
console.log(
  `bench:python-reach ${isMissed ? 'MISSED a goal' : 'reached all goals'}: right with no set-up ${percent(bare)}, wrong verdicts ` +
    `${wrong} (≤ 0), look-alikes with a lens ${alarms} of ${lookalikes.length} (≤ 0), ${cases.length} cases`,
);
process.exitCode = isMissed ? 1 : 0;
