import { ensureServerBuild } from './provision/serverBuild.ts';
import { runSuite, type Outcome } from './testRun/runSuite.ts';
import { allSuites } from './testRun/suites.ts';

// npm test [-- NAME…]: runs every suite, or those named, and ends with one line: "N passed, N failed".
const wanted = process.argv.slice(2);
const suites = (await allSuites()).filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));

// The download needs the network and the first suites need the processor, so both at once. A failure shows itself
// in the suites that need it.
if (suites.some(({ name }) => name === 'vscode' || name === 'window')) void ensureServerBuild().catch(() => undefined);

const outcomes: Outcome[] = unknown.map((name) => ({
  name: `${name} (no such suite)`,
  passed: 0,
  failed: 1,
  seconds: 0,
  failures: [],
  unsteady: [],
}));
for (const suite of suites) {
  console.log(`\n── ${suite.name}`);
  outcomes.push(await runSuite(suite));
}

for (const { name, failures, unsteady } of outcomes) {
  for (const failure of unsteady) console.log(`\n! ${name}: passed only when it was run again: ${failure}`);
  for (const failure of failures) console.log(`\n✗ ${name}: ${failure}`);
}

const sum = (key: 'passed' | 'failed') => outcomes.reduce((total, outcome) => total + outcome[key], 0);
console.log();
for (const { name, passed, failed, seconds } of outcomes) {
  console.log(`${name.padEnd(14)} ${passed} passed, ${failed} failed   (${seconds.toFixed(1)} s)`);
}
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
