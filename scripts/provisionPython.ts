import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withLock } from './provision/lock.ts';
import { root } from './provision/paths.ts';

const run = promisify(execFile);
const cache = join(root, '.cache');
const isWindows = process.platform === 'win32';
const debianPackages = ['python3-numpy', 'libblas3', 'liblapack3', 'libgfortran5', 'libquadmath0'];

let found: Promise<string> | null = null;

/**
 * Path of a Python interpreter that has NumPy: the machine's own, else a virtual environment in .cache/, else Debian's
 * NumPy unpacked there. Says what it does; the next call finds what the last one left.
 */
export function pythonWithNumpy(): Promise<string> {
  found ??= find();
  return found;
}

async function find(): Promise<string> {
  const own = await ownPython();
  if (own !== null && (await hasNumpy(own))) return own;
  mkdirSync(cache, { recursive: true });
  return withLock(join(cache, 'python.lock'), () => provide(own));
}

/** GRADIENT_CHECK_PYTHON, else python3, else python: the first that runs. */
async function ownPython(): Promise<string | null> {
  const names = isWindows ? ['python', 'python3'] : ['python3', 'python'];
  for (const name of [process.env['GRADIENT_CHECK_PYTHON'] ?? '', ...names].filter(Boolean)) {
    const path = await printed(name, ['-c', 'import sys; print(sys.executable)']);
    if (path !== null) return path;
  }
  return null;
}

async function provide(own: string | null): Promise<string> {
  const environment = join(cache, 'python', isWindows ? 'Scripts/python.exe' : 'bin/python');
  const unpacked = join(cache, 'python-debian', 'python3');
  for (const present of [environment, unpacked]) if (existsSync(present) && (await hasNumpy(present))) return present;
  if (own === null) throw new Error('The Python tests need Python 3.8 or newer: install it from python.org.');
  console.log(`NumPy is missing for ${own}: installing it into ${join(cache, 'python')} (a virtual environment)`);
  const why = await tryTo(() => makeEnvironment(own, environment));
  if (why === null) return environment;
  console.log(`that did not work (${why}): unpacking Debian's NumPy into ${join(cache, 'python-debian')}`);
  const whyNot = await tryTo(() => unpackDebian(unpacked));
  if (whyNot === null) return unpacked;
  throw new Error(`NumPy could not be provided (${whyNot}). Run: ${own} -m pip install numpy`);
}

async function makeEnvironment(own: string, environment: string): Promise<void> {
  const folder = join(cache, 'python');
  rmSync(folder, { recursive: true, force: true });
  await run(own, ['-m', 'venv', folder]);
  const options = ['--disable-pip-version-check', '--no-input', '--timeout', '20', '--retries', '1', '--quiet'];
  await run(environment, ['-m', 'pip', 'install', ...options, 'numpy'], { timeout: 300_000 });
  if (!(await hasNumpy(environment))) throw new Error('NumPy does not import');
}

/** Downloads Debian's packages with apt, unpacks them without root, and writes a wrapper that points Python at them. */
async function unpackDebian(wrapper: string): Promise<void> {
  const folder = join(cache, 'python-debian');
  const system = '/usr/bin/python3';
  if (!existsSync(system)) throw new Error(`there is no ${system}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run('apt-get', ['download', ...debianPackages], { cwd: folder, timeout: 300_000 });
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    await run('dpkg', ['-x', join(folder, file), folder]);
    rmSync(join(folder, file));
  }
  writeFileSync(wrapper, wrapperText(folder, system));
  chmodSync(wrapper, 0o755);
  if (!(await hasNumpy(wrapper))) throw new Error("Debian's NumPy does not import");
}

/** BLAS and LAPACK stand in folders of their own until update-alternatives would link them. */
function wrapperText(folder: string, system: string): string {
  const libraries = readdirSync(join(folder, 'usr', 'lib')).flatMap((name) => {
    const base = join(folder, 'usr', 'lib', name);
    return /-linux-/.test(name) ? [base, join(base, 'blas'), join(base, 'lapack')] : [];
  });
  return [
    '#!/bin/sh',
    `export LD_LIBRARY_PATH="${libraries.join(':')}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`,
    `export PYTHONPATH="${join(folder, 'usr/lib/python3/dist-packages')}\${PYTHONPATH:+:$PYTHONPATH}"`,
    `exec ${system} "$@"`,
    '',
  ].join('\n');
}

async function hasNumpy(python: string): Promise<boolean> {
  return (await printed(python, ['-c', 'import numpy; print(numpy.dot([1.0], [2.0]))'])) === '2.0';
}

async function printed(command: string, args: string[]): Promise<string | null> {
  try {
    return (await run(command, args, { timeout: 60_000 })).stdout.trim();
  } catch {
    return null;
  }
}

/** Null where it worked, else why it did not, in one line. */
async function tryTo(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
    return lines.at(-1)?.slice(0, 200) ?? 'no reason given';
  }
}

if (import.meta.main) console.log(await pythonWithNumpy());
