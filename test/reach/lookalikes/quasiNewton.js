// Minimises what it is handed, by the gradient that it is handed as well: BFGS with a line search.
const dot = (a, b) => a.reduce((sum, v, i) => sum + v * b[i], 0);
const times = (M, v) => M.map((row) => dot(row, v));
const add = (a, b, t = 1) => a.map((v, i) => v + t * b[i]);

export function minimise(f, x0, tolerance = 1e-8, gradient = null, most = 200, options = {}) {
  const slope = gradient ?? ((x) => x.map((_, i) => (f(add(x, x.map((_, j) => (i === j ? 1e-6 : 0)))) - f(x)) / 1e-6));
  let H = options.inverse ?? x0.map((_, i) => x0.map((_, j) => (i === j ? 1 : 0)));
  let x = x0.slice();
  let f0 = f(x);
  let g0 = gradient ? gradient(x) : slope(x);
  let it = 0;
  for (; it < most; it++) {
    const step = times(H, g0).map((v) => -v);
    if (Math.sqrt(dot(step, step)) < tolerance) break;
    const df0 = dot(g0, step);
    let t = 1;
    while (t > 1e-12 && f(add(x, step, t)) - f0 >= 0.1 * t * df0) t *= 0.5;
    const s = step.map((v) => t * v);
    x = add(x, s);
    const g1 = gradient ? gradient(x) : slope(x);
    const y = add(g1, g0, -1);
    const ys = dot(y, s);
    const Hy = times(H, y);
    H = H.map((row, i) =>
      row.map((v, j) => v + ((ys + dot(y, Hy)) / (ys * ys)) * s[i] * s[j] - (Hy[i] * s[j] + s[i] * Hy[j]) / ys),
    );
    f0 = f(x);
    g0 = g1;
  }
  return { solution: x, f: f0, gradient: g0, inverse: H, iterations: it };
}
