import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

// npm run bench: every bench:NAME in turn, each with its own table; exit code 1 where one misses a goal.
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  scripts: Record<string, string>;
};
const names = Object.keys(manifest.scripts).filter((name) => name.startsWith('bench:'));
const missed: string[] = [];
for (const name of names) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync('npm', ['run', '--silent', name], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) missed.push(name);
}
console.log(
  missed.length === 0 ? `\nreached all goals of ${names.join(', ')}` : `\nMISSED a goal in ${missed.join(', ')}`,
);
process.exitCode = missed.length === 0 ? 0 : 1;
