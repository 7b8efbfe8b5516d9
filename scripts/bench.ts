import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { lastEnded, writeSummary, type Ended } from './bench/summary.ts';

/**
 * npm run bench [-- NAME…]: every bench:NAME in turn, each with its own table, then one table of all of them, which also goes
 * to docs/performance.md (a part of the benches replaces its part of the page). Exit code 1 where one misses a goal, or its name
 * is none. `--docs` writes the page anew from the last results.
 */
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  scripts: Record<string, string>;
};
const all = Object.keys(manifest.scripts).flatMap((name) => /^bench:(.+)$/.exec(name)?.[1] ?? []);
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const isDocsOnly = process.argv.includes('--docs');
const names = all.filter((name) => wanted.length === 0 || wanted.includes(name));

const unknown = wanted.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`No bench is called ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  process.exit(1);
}
const ended: Ended[] = isDocsOnly ? lastEnded() : [];
for (const name of isDocsOnly ? [] : names) {
  console.log(`\n── bench:${name}`);
  ended.push(await runOne(name));
}
writeSummary(ended, names, all);
const missed = ended.filter(({ isMissed }) => isMissed).map(({ name }) => `bench:${name}`);
if (missed.length > 0) console.log(`\nMISSED a goal in ${missed.join(', ')}`);
else if (!isDocsOnly) console.log(`\nreached all goals of ${names.join(', ')}`);
process.exitCode = missed.length === 0 ? 0 : 1;

/** Shows what a bench prints, and keeps its last line. */
function runOne(name: string): Promise<Ended> {
  const started = performance.now();
  const child = spawn('npm', ['run', '--silent', `bench:${name}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    process.stdout.write(part);
    text = (text + part).slice(-4000);
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const lastLine = text.trimEnd().split('\n').at(-1) ?? '';
      resolve({ name, isMissed: code !== 0, lastLine, seconds: (performance.now() - started) / 1000 });
    });
  });
}
