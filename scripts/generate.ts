import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generated } from './generate/generated.ts';
import { root } from './provision/paths.ts';

// node scripts/generate.ts: writes what is made from package.json and the table of settings. A test holds it true.
for (const { file, text } of generated()) writeFileSync(join(root, file), text);
