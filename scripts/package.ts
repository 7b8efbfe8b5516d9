import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createVsix } from './package/createVsix.ts';
import { out } from './provision/paths.ts';

// npm run package: one vsix for every platform, out of the minified bundles.
const file = join(out, 'gradient-check.vsix');
mkdirSync(out, { recursive: true });
const files = await createVsix(file);
console.log(files.join('\n'));
console.log(`${file}: ${files.length} files, ${(statSync(file).size / 1e6).toFixed(2)} MB`);
