import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createVsix } from '../../scripts/package/createVsix.ts';
import { out, root } from '../../scripts/provision/paths.ts';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import { endless } from './endless.ts';
import { filter } from './filter.ts';
import { withWindow } from './withWindow.ts';

/** Two functions whose names say nothing of gradients. */
const hill = `export function hill(x) {
  return Math.sin(x[0]) * x[1];
}

export function inclination(x) {
  return [Math.cos(x[0]) * x[1], Math.sin(x[0])];
}
`;

/** More entries than a report's pictures have cells; row 17 is wrong from column 41 on. */
const wide = `export const parameters = {
  W: Array.from({ length: 60 }, (_, i) => Array.from({ length: 70 }, (_, j) => Math.sin(70 * i + j) / 8)),
};
export const x = Array.from({ length: 70 }, (_, j) => Math.cos(j));

const activations = (parameters, x) =>
  parameters.W.map((row) => Math.tanh(row.reduce((z, w, j) => z + w * x[j], 0)));

export function forward(parameters, x) {
  return activations(parameters, x).reduce((sum, a) => sum + a, 0);
}

/** Row 17 counts some entries half as much again. */
export function backward(parameters, x) {
  const factor = (i, j) => (i === 17 && j > 40 ? 1.5 : 1);
  return { dW: activations(parameters, x).map((a, i) => x.map((v, j) => factor(i, j) * (1 - a * a) * v)) };
}
`;

/**
 * The one window that most tests share, because opening one takes longer than any of them: the examples, and the
 * extension installed from its package, as a person gets it.
 */
export const exampleWindow = withWindow(async () => {
  const extension = join(out, 'window.vsix');
  mkdirSync(out, { recursive: true });
  const [python] = await Promise.all([pythonWithNumpy(), createVsix(extension)]);
  return {
    workspace: join(root, 'examples'),
    files: { 'endless.js': endless, 'filter.js': filter, 'hill.js': hill, 'wide.js': wide },
    extension,
    settings: { 'gradientCheck.python': python, 'files.autoSave': 'off' },
  };
});
