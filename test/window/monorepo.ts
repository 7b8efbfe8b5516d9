/** Folders that a window opens at once, each with its own settings, and how many pairs each holds. */
export const roots = { vision: 16, language: 14, control: 10 };

const layer = (k: number, isWrong: boolean): string => `
/** Layer ${k}: y = tanh(w x + b). */
export function layer${k}Forward(x, w, b) {
  return w.map((row, i) => Math.tanh(row.reduce((z, v, j) => z + v * x[j], b[i])));
}

export function layer${k}Backward(dout, x, w, b) {
  const y = layer${k}Forward(x, w, b);
  const dz = dout.map((d, i) => d * (1 - y[i] * y[i]));
  const dx = x.map((_, j) => dz.reduce((sum, d, i) => sum + d * w[i][j], 0));
  const dw = dz.map((d) => x.map((v) => ${isWrong ? '2 * ' : ''}d * v));
  return { dx, dw, db: dz };
}
`;

/** A monorepo of forty pairs in three folders; one pair of `vision` and one of `control` is wrong. */
export function monorepo(): Record<string, string> {
  const files: Record<string, string> = {};
  let k = 0;
  for (const [root, count] of Object.entries(roots)) {
    for (let pair = 0; pair < count; pair++) {
      const part = Math.floor(pair / 4);
      // All folders call their first file by the same name.
      const file = `${root}/src/${part === 0 ? 'layers' : `${root}${part}`}.js`;
      files[file] = (files[file] ?? '') + layer(++k, pair === 5 && root !== 'language');
    }
    files[`${root}/package.json`] = JSON.stringify({ name: root, type: 'module', private: true });
  }
  // Other settings than the rest have.
  files['language/.vscode/settings.json'] = JSON.stringify({ 'gradientCheck.ignore': ['layer30Backward'] });
  files['all.code-workspace'] = JSON.stringify({ folders: Object.keys(roots).map((path) => ({ path })) });
  return files;
}
