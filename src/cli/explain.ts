import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from './usageError.ts';

const pages = join(__dirname, '..', 'docs', 'causes');

/** The page on a cause as it stands in docs/causes. Throws UsageError with the causes that there are. */
export function explainCause(id: string): string {
  const page = join(pages, `${basename(id)}.md`);
  if (id !== 'README' && existsSync(page)) return readFileSync(page, 'utf8');
  const known = readdirSync(pages)
    .map((name) => basename(name, '.md'))
    .filter((name) => name !== 'README')
    .sort();
  throw new UsageError(`"${id}" is no cause. There are:\n  ${known.join('\n  ')}`);
}
