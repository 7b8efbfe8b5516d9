import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDesktop } from './start/desktop.ts';
import { serve } from './start/serve.ts';
import { root } from './provision/paths.ts';

// npm start: checks examples/ on the command line, prints the report, then opens VS Code on them.
const examples = join(root, 'examples');
console.log('\nChecking examples/ (bugs are planted in network.*, so some are wrong on purpose) …\n');
const check = spawnSync(process.execPath, [join(root, 'dist', 'cli.cjs'), 'check', examples], { stdio: 'inherit' });
if (check.error) throw check.error;

const file = join(examples, 'network.ts');
const line =
  1 +
  readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('function backward'));
const place = `${file}:${String(line)}`;
const desktop = openDesktop(examples, place);
if (desktop) console.log(`\nVS Code (${desktop}) opens examples/ with the extension.`);
else await serve(examples, place);
