import * as l10n from '@vscode/l10n';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { ImportFacts } from '../../model/facts.ts';
import { fault, GradientCheckError, type Fault } from '../../model/fault.ts';

const scriptExtensions = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx'];
const inputsExtensions = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.py'];
const testFolders = ['.', 'test', 'tests', '__tests__', '../test', '../tests', '../__tests__'];
const mostRelated = 12;
/** As many as Python's runner climbs. */
const levelsAbove = 4;

/** Reads texts as the user sees them: the unsaved buffer where there is one, else the file. */
export class Sources {
  readonly #overlays: Record<string, string>;

  constructor(overlays: Record<string, string>) {
    this.#overlays = overlays;
  }

  has(file: string): boolean {
    return Object.hasOwn(this.#overlays, file) || existsSync(file);
  }

  /** Throws GradientCheckError ('import') where the file cannot be read. */
  read(file: string): string {
    const overlay = Object.hasOwn(this.#overlays, file) ? this.#overlays[file] : undefined;
    if (overlay !== undefined) return overlay;
    try {
      return readFileSync(file, 'utf8').replace(/^\uFEFF/u, '');
    } catch (error) {
      if (!existsSync(file)) throw new GradientCheckError(gone(file));
      const reason = error instanceof Error ? error.message : String(error);
      throw new GradientCheckError(
        fault('import', l10n.t('{0} cannot be read: {1}', basename(file), reason), { file }),
      );
    }
  }

  /** `network.gradcheck.ts` (.js, .mjs, …, .py) beside the source, or null. */
  inputsFile(file: string): string | null {
    const stem = join(dirname(file), basename(file, extname(file)));
    const isPython = extname(file) === '.py' || extname(file) === '.ipynb';
    const extensions = inputsExtensions.filter((extension) => (extension === '.py') === isPython);
    const candidates = extensions.flatMap((extension) => [
      `${stem}.gradcheck${extension}`,
      `${stem}_gradcheck${extension}`,
    ]);
    return candidates.find((candidate) => this.has(candidate)) ?? null;
  }

  /** Workspace files that help to bind: what the source imports by a relative path, and its tests. */
  related(file: string, imports: ImportFacts[]): string[] {
    return [...new Set([...this.imported(file, imports), ...this.#tests(file)])]
      .filter((one) => one !== file)
      .slice(0, mostRelated);
  }

  /** Workspace files that the source imports by a relative path. */
  imported(file: string, imports: ImportFacts[]): string[] {
    return imports.flatMap(({ specifier }) => this.#resolveRelative(file, specifier) ?? []);
  }

  #resolveRelative(from: string, specifier: string): string | null {
    if (extname(from) === '.py') return this.#resolvePython(from, specifier);
    if (!specifier.startsWith('.')) return null;
    const base = resolve(dirname(from), specifier);
    const withoutJs = base.replace(/\.([mc]?)jsx?$/u, '');
    const stems = [base, withoutJs];
    const candidates = stems.flatMap((stem) => [
      ...scriptExtensions.map((extension) => stem + extension),
      ...scriptExtensions.map((extension) => join(stem, `index${extension}`)),
    ]);
    return [base, ...candidates].find((one) => extname(one) !== '' && this.#isFile(one)) ?? null;
  }

  #resolvePython(from: string, specifier: string): string | null {
    const dots = /^\.*/u.exec(specifier)?.[0].length ?? 0;
    const parts = specifier.slice(dots).split('.').filter(Boolean);
    const ups = Array.from({ length: Math.max(0, dots - 1) }, () => '..');
    // What is run from a folder above its own imports from there.
    const above = dots > 0 ? [ups] : Array.from({ length: levelsAbove + 1 }, (_, up) => Array<string>(up).fill('..'));
    const stems = above.map((up) => join(dirname(from), ...up, ...parts));
    return stems.flatMap((stem) => [`${stem}.py`, join(stem, '__init__.py')]).find((one) => this.#isFile(one)) ?? null;
  }

  #isFile(file: string): boolean {
    if (Object.hasOwn(this.#overlays, file)) return true;
    try {
      return readdirSync(dirname(file)).includes(basename(file));
    } catch {
      return false;
    }
  }

  #tests(file: string): string[] {
    const stem = basename(file, extname(file));
    const names =
      extname(file) === '.py'
        ? [`test_${stem}.py`, `${stem}_test.py`]
        : scriptExtensions.flatMap((extension) => [
            `${stem}.test${extension}`,
            `${stem}.spec${extension}`,
            `${stem}_test${extension}`,
          ]);
    const found: string[] = [];
    for (const folder of testFolders) {
      const full = resolve(dirname(file), folder);
      if (!existsSync(full)) continue;
      const present = new Set(readdirSync(full));
      found.push(...names.filter((name) => present.has(name)).map((name) => join(full, name)));
    }
    return found;
  }
}

function gone(file: string): Fault {
  const message = l10n.t(
    '{0} is not there any more. If it was renamed or moved, open it where it is now and run the check from there.',
    basename(file),
  );
  return fault('import', message, { file });
}
