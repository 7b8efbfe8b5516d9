type Matrix = number[][];

/** An LSTM over a sequence whose gates i, f, o, g stand side by side; x has shape (T, N, D), h0 (N, H), Wx (D, 4H), Wh (H, 4H). */
const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, v, k) => sum + v * b[k]![j]!, 0)));
const turned = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));
const zip = (a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix =>
  a.map((row, i) => row.map((v, j) => f(v, b[i]![j]!)));
const plus = (a: Matrix, b: Matrix): Matrix => zip(a, b, (x, y) => x + y);
const times = (a: Matrix, b: Matrix): Matrix => zip(a, b, (x, y) => x * y);
const each = (a: Matrix, f: (x: number) => number): Matrix => a.map((row) => row.map(f));
const beside = (...parts: Matrix[]): Matrix => parts[0]!.map((_, i) => parts.flatMap((part) => part[i]!));
const zerosLike = (a: Matrix): Matrix => each(a, () => 0);
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** @gradcheck x: [3, 4, 5], h0: [4, 2], Wx: [5, 8], Wh: [2, 8], b: [8] */
export function sequenceForward(x: Matrix[], h0: Matrix, Wx: Matrix, Wh: Matrix, b: number[]) {
  const H = h0[0]!.length;
  let [h, c] = [h0, zerosLike(h0)];
  const out: Matrix[] = [];
  const steps = x.map((xt) => {
    const a = plus(product(xt, Wx), product(h, Wh)).map((row) => row.map((v, j) => v + b[j]!));
    const part = (k: number): Matrix => a.map((row) => row.slice(k * H, (k + 1) * H));
    const [i, f, o, g] = [each(part(0), sigmoid), each(part(1), sigmoid), each(part(2), sigmoid), each(part(3), Math.tanh)];
    const [hPrev, cPrev] = [h, c];
    c = plus(times(f, cPrev), times(i, g));
    h = times(o, each(c, Math.tanh));
    out.push(h);
    return { xt, hPrev, cPrev, i, f, o, g, c };
  });
  return { out, cache: { steps, Wx, Wh, b } };
}

export function sequenceBackward(dout: Matrix[], cache: ReturnType<typeof sequenceForward>['cache']) {
  const { steps, Wx, Wh, b } = cache;
  let [dWx, dWh, db] = [zerosLike(Wx), zerosLike(Wh), b.map(() => 0)];
  let [dhNext, dcNext] = [zerosLike(dout[0]!), zerosLike(dout[0]!)];
  const dx: Matrix[] = [];
  for (let t = steps.length - 1; t >= 0; t--) {
    const { xt, hPrev, cPrev, i, f, o, g, c } = steps[t]!;
    const tc = each(c, Math.tanh);
    const dh = plus(dout[t]!, dhNext);
    const dc = plus(dcNext, zip(times(dh, o), tc, (d, v) => d * (1 - v * v)));
    const di = zip(times(dc, g), i, (d, v) => d * v * (1 - v));
    const df = zip(times(dc, cPrev), f, (d, v) => d * v * (1 - v));
    const dO = zip(times(dh, tc), o, (d, v) => d * v * (1 - v));
    const dg = zip(times(dc, i), g, (d, v) => d * (1 - v * v));
    const da = beside(di, df, dO, dg);
    dWx = plus(dWx, product(turned(xt), da));
    dWh = plus(dWh, product(turned(hPrev), da));
    db = db.map((v, j) => v + da.reduce((sum, row) => sum + row[j]!, 0));
    dx[t] = product(da, turned(Wx));
    dhNext = product(da, turned(Wh));
    dcNext = times(dc, f);
  }
  return { dx, dh0: dhNext, dWx, dWh, db };
}
