import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultTests } from './faults/faultTests.ts';
import { withFaultList } from './faults/reliabilityPage.ts';
import { root } from './provision/paths.ts';

// npm run docs:reliability: the list of faults in docs/reliability.md, out of the names of their tests.
const path = join(root, 'docs', 'reliability.md');
writeFileSync(path, withFaultList(readFileSync(path, 'utf8'), faultTests(true)));
