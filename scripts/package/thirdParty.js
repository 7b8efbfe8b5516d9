import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The packages whose code is in some bundles, with their licences, as one text. */
export function thirdPartyNotices(metafiles) {
  const folders = new Set(
    metafiles.flatMap(({ inputs }) => Object.keys(inputs).flatMap((path) => packageFolder(path) ?? [])),
  );
  const notices = [...folders].sort().map(notice);
  return `Gradient Check contains code of these packages.\n\n${notices.join('\n\n')}\n`;
}

function packageFolder(path) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

/** The licence of a package, and what it says of code that it has from others itself. */
function notice(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { name, version, license } = manifest;
  const names = readdirSync(folder).sort();
  const texts = [/^licen[cs]e/i, /^(?:notice|thirdpartynotice)/i].flatMap((pattern) =>
    names.filter((one) => pattern.test(one)).map((one) => readFileSync(join(folder, one), 'utf8').trim()),
  );
  if (!names.some((one) => /^licen[cs]e/i.test(one))) texts.unshift(namedLicence(manifest));
  return `${'='.repeat(80)}\n${name} ${version} (${license})\n\n${texts.join('\n\n')}`;
}

/** For a package that names its licence and its author only. Throws where it cannot be shipped. */
function namedLicence({ name, license, author }) {
  const holder = typeof author === 'object' ? author.name : author;
  if (license !== 'MIT' || !holder) throw new Error(`${name} comes without the text of its licence`);
  return `MIT License\n\nCopyright (c) ${holder}\n\n${readFileSync(join(import.meta.dirname, 'mit.txt'), 'utf8').trim()}`;
}
