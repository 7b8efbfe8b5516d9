// TypeScript's library without its language service: the compiler, and what `transpileModule` and the nodes' methods
// need. The published file is one function around everything, in which no bundler can tell what is used; taken out of it
// and cut along its own "// src/…" marks, esbuild drops a third. Every file that is left out is one that only a
// language service reaches; a test looks for names that would then be missing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of src/services that stay. */
const services = new Set(['types', 'utilities', 'services', 'transpile']);
const opening = 'var ts = {}; ((module) => {\n"use strict";\n';
const closing = '\n// Annotate the CommonJS export names';
const exported = 'module.exports = __toCommonJS(typescript_exports);\n';

/** Calls that only fill the tables of the language service. */
export const pure = ['registerCodeFix', 'registerRefactor', '__export'];

/** Maps `import 'typescript'` to an ES module that exports what src/ uses. */
export const smallTypeScript = {
  name: 'small-typescript',
  setup(build) {
    build.onLoad({ filter: /[\\/]typescript[\\/]lib[\\/]typescript\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      return { contents: asModule(text, usedNames(join(import.meta.dirname, '..', '..', 'src'))), loader: 'js' };
    });
  },
};

/** Throws where the file is not laid out as expected: another version of TypeScript needs another look. */
function asModule(text, used) {
  const [start, end] = [text.indexOf(opening), text.lastIndexOf(closing)];
  if (start < 0 || end < 0) throw new Error('typescript.js is laid out in another way than its small build expects');
  const body = text.slice(start + opening.length, end);
  const table = /^__export\(typescript_exports, \{\n([^]*?)\n\}\);\n/m.exec(body);
  if (!table || !body.includes(exported)) throw new Error('typescript.js has no table of exports');
  const locals = new Map(
    [...table[1].matchAll(/^ {2}(\w+): \(\) => (\w+),?$/gm)].map(([, name, local]) => [name, local]),
  );
  const kept = body
    .replace(table[0], '')
    .replace(exported, '')
    .split(/^(?=\/\/ src\/)/m)
    .filter(isKept);
  const names = used.filter((name) => locals.has(name)).map((name) => `${locals.get(name)} as ${name}`);
  return `var module = { exports: {} };\n${kept.join('')}\nexport { ${names.join(', ')} };\n`;
}

function isKept(section) {
  const file = /^\/\/ src\/(\S+)\.ts/.exec(section)?.[1];
  if (file === undefined || file.startsWith('compiler/')) return true;
  return file.startsWith('services/') && services.has(file.slice('services/'.length));
}

/** Every member of `ts` that a source names. */
function usedNames(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ts'));
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8'));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/\bts\.(\w+)/gi)].map((match) => match[1])))].sort();
}
