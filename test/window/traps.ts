import { chmodSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of a stranger: every piece of code that an extension could be brought to run leaves a mark, named after itself. */
export class Traps {
  readonly #marks = realpathSync(mkdtempSync(join(tmpdir(), 'gradient-check-traps-')));
  readonly #interpreter = join(this.#marks, 'interpreter.sh');

  constructor() {
    const mark = JSON.stringify(join(this.#marks, 'interpreter'));
    writeFileSync(this.#interpreter, `#!/bin/sh\ntouch ${mark}\nexec python3 "$@"\n`);
    chmodSync(this.#interpreter, 0o755);
  }

  /** Texts by relative path. */
  get files(): Record<string, string> {
    const config = `${this.#imported('config')}export default {};\n`;
    return {
      'net.js': `// a network\n${this.#imported('import')}${pair.replace('  return w', `  ${this.#call('forward')}\n  return w`)}`,
      'net.gradcheck.js': `${this.#imported('inputs')}export default { w: [0.3, -0.8, 0.5], x: [1.2, 0.7, -0.4] };\n`,
      'net.py': python,
      'excluded.js': pair,
      'package.json': JSON.stringify({ type: 'module' }),
      'gradcheck.config.js': config,
      'gradcheck.config.mjs': config,
      'gradcheck.config.ts': config,
      'gradcheck.config.json': JSON.stringify({ exclude: ['excluded.js'], python: this.#interpreter }),
      '.vscode/settings.json': JSON.stringify({
        'gradientCheck.python': this.#interpreter,
        'gradientCheck.checkOnSave': 'all',
      }),
    };
  }

  /** Names of what has run, in alphabetical order. */
  sprung(): string[] {
    return readdirSync(this.#marks)
      .filter((name) => name !== 'interpreter.sh')
      .sort();
  }

  /** When the first of them ran, in milliseconds since 1970; Infinity where none did. */
  firstAt(): number {
    return Math.min(Infinity, ...this.sprung().map((name) => statSync(join(this.#marks, name)).birthtimeMs));
  }

  dispose(): void {
    rmSync(this.#marks, { recursive: true });
  }

  #call(name: string): string {
    return `writeFileSync(${JSON.stringify(join(this.#marks, name))}, '');`;
  }

  #imported(name: string): string {
    return `import { writeFileSync } from 'node:fs';\n${this.#call(name)}\n`;
  }
}

const pair = `export function forward(w, x) {
  return w.reduce((sum, value, i) => sum + value * x[i], 0) ** 2;
}

export function backward(w, x) {
  const y = w.reduce((sum, value, i) => sum + value * x[i], 0);
  return { dw: x.map((value) => 2 * y * value) };
}
`;

const python = `# a network
import numpy as np

def forward(w, x):
    """w: array of shape (3,), x: array of shape (3,)"""
    return float(np.dot(w, x)) ** 2

def backward(w, x):
    dw = 2 * float(np.dot(w, x)) * x
    return {'dw': dw}
`;
