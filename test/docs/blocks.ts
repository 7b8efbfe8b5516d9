import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { root } from '../../scripts/provision/paths.ts';

/** A fenced block of a document. */
export interface Block {
  language: string;
  /** The file that it is: behind the language, or in a comment on its first line. */
  file: string | null;
  text: string;
}

/** Every document for people: README, docs/ and the pages of the project. */
export function documents(): string[] {
  return globSync(['*.md', 'docs/**/*.md', 'examples/*.md'], { cwd: root }).sort();
}

export function blocksOf(document: string): Block[] {
  const text = readFileSync(join(root, document), 'utf8');
  return [...text.matchAll(/^```([^\n]*)\n([^]*?)^```$/gmu)].map(([, info = '', body = '']) => {
    const [language = '', named] = info.trim().split(/\s+/u);
    const first = /^(?:\/\/|#) (\S+\.\w+)\n/u.exec(body)?.[1];
    return { language, file: named ?? first ?? null, text: body };
  });
}
