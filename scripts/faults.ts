import { faultTests } from './faults/faultTests.ts';

// npm run test:faults: every way in which a user's code or machine can fail, and what was lost by it.
const tests = faultTests(false);
const lost = tests.filter(({ isLost }) => isLost);
console.log(`${'faults'.padEnd(34)} tried   survived   lost`);
for (const suite of new Set(tests.map((test) => test.suite))) {
  const of = tests.filter((test) => test.suite === suite);
  const gone = of.filter(({ isLost }) => isLost);
  const row = [String(of.length).padStart(5), String(of.length - gone.length).padStart(10)].join(' ');
  console.log(
    `${suite.padEnd(34)} ${row}   ${gone.length === 0 ? 'nothing' : gone.map(({ name }) => name).join('; ')}`,
  );
}
console.log(
  `${String(tests.length)} tried, ${String(tests.length - lost.length)} survived, lost: ${lost.length === 0 ? 'nothing' : String(lost.length)}`,
);
process.exitCode = lost.length === 0 && tests.length > 0 ? 0 : 1;
