import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configSchema } from '../../src/cli/configSchema.ts';
import { root } from '../provision/paths.ts';
import { settingsTable } from './settingsTable.ts';

/** A file that is made, in whole or in part, from something else in the repository. */
export interface Generated {
  /** Relative to the checkout. */
  file: string;
  text: string;
}

/** What every generated file should hold now. */
export function generated(): Generated[] {
  return [
    { file: 'media/config.schema.json', text: `${JSON.stringify(configSchema(), null, 2)}\n` },
    { file: 'README.md', text: between(read('README.md'), 'settings', settingsTable()) },
  ];
}

export function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** Throws where the marks are missing. */
function between(text: string, name: string, content: string): string {
  const [start, end] = [`<!-- ${name}: made by scripts/generate.ts -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`the marks of "${name}" are missing`);
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`;
}
