import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Files as the user sees them: unsaved buffers stand in front of the disk. */
export class Files {
  readonly #overlays = new Map<string, string>();
  readonly #read = new Map<string, string>();

  constructor(overlays: Record<string, string>) {
    for (const [path, text] of Object.entries(overlays)) {
      this.#overlays.set(resolve(path), text);
      this.#overlays.set(this.real(resolve(path)), text);
    }
  }

  isFile(path: string): boolean {
    return this.#overlays.has(path) || statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  }

  isFolder(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  }

  isUnsaved(path: string): boolean {
    return this.#overlays.has(path);
  }

  /** Every file is read once: what is told about it later is what was loaded. */
  read(path: string): string {
    const known = this.#overlays.get(path) ?? this.#read.get(path);
    if (known !== undefined) return known;
    const text = readFileSync(path, 'utf8');
    this.#read.set(path, text);
    return text;
  }

  /** Undefined where the file is not there or is no JSON. */
  readJson(path: string): unknown {
    try {
      return JSON.parse(this.read(path).replace(/^\uFEFF/, ''));
    } catch {
      return undefined;
    }
  }

  /** True where the nearest package.json says "type": "module". */
  isModulePackage(path: string): boolean {
    const description = this.above(dirname(path), 'package.json');
    if (description === null) return false;
    return (this.readJson(description) as { type?: unknown } | undefined)?.type === 'module';
  }

  /** The path behind symbolic links; the path itself where it exists only as a buffer. */
  real(path: string): string {
    try {
      return realpathSync.native(path);
    } catch {
      return path;
    }
  }

  /** The first `name` in a folder or above it. */
  above(folder: string, name: string): string | null {
    for (let at = folder; ; at = dirname(at)) {
      const path = join(at, name);
      if (this.isFile(path)) return path;
      if (dirname(at) === at) return null;
    }
  }
}

export function isInPackages(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path);
}
