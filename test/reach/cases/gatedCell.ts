type Vector = Float64Array;

/** Each gate takes the last state and the input, one behind the other. */
export interface CellWeights {
  Wf: Vector[];
  Wi: Vector[];
  Wo: Vector[];
  Wc: Vector[];
  bf: Vector;
  bi: Vector;
  bo: Vector;
  bc: Vector;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const affine = (W: Vector[], b: Vector, z: Vector): Vector =>
  b.map((v, r) => v + W[r]!.reduce((sum, w, k) => sum + w * z[k]!, 0));

export function cellForward(x: Vector, hPrev: Vector, cPrev: Vector, weights: CellWeights) {
  const z = Float64Array.from([...hPrev, ...x]);
  const f = affine(weights.Wf, weights.bf, z).map(logistic);
  const i = affine(weights.Wi, weights.bi, z).map(logistic);
  const o = affine(weights.Wo, weights.bo, z).map(logistic);
  const g = affine(weights.Wc, weights.bc, z).map(Math.tanh);
  const c = cPrev.map((v, k) => f[k]! * v + i[k]! * g[k]!);
  const squashed = c.map(Math.tanh);
  return { h: o.map((v, k) => v * squashed[k]!), c, cache: { z, f, i, o, g, cPrev, squashed } };
}

export function cellBackward(
  dh: Vector,
  dc: Vector,
  cache: ReturnType<typeof cellForward>['cache'],
  weights: CellWeights,
) {
  const { z, f, i, o, g, cPrev, squashed } = cache;
  const dCell = dc.map((v, k) => v + dh[k]! * o[k]! * (1 - squashed[k]! ** 2));
  const dO = dh.map((v, k) => v * squashed[k]! * o[k]! * (1 - o[k]!));
  const dF = dCell.map((v, k) => v * cPrev[k]! * f[k]! * (1 - f[k]!));
  const dI = dCell.map((v, k) => v * g[k]! * i[k]! * (1 - i[k]!));
  const dG = dCell.map((v, k) => v * i[k]! * (1 - g[k]! ** 2));
  const outer = (a: Vector): Vector[] => Array.from(a, (v) => z.map((w) => v * w));
  const dz = z.map((_, k) =>
    dO.reduce(
      (sum, _d, r) =>
        sum +
        weights.Wf[r]![k]! * dF[r]! +
        weights.Wi[r]![k]! * dI[r]! +
        weights.Wo[r]![k]! * dO[r]! +
        // The candidate's weights belong here.
        weights.Wi[r]![k]! * dG[r]!,
      0,
    ),
  );
  return {
    dx: dz.slice(dh.length),
    dhPrev: dz.slice(0, dh.length),
    dcPrev: dCell.map((v, k) => v * f[k]!),
    dWf: outer(dF),
    dWi: outer(dI),
    dWo: outer(dO),
    dWc: outer(dG),
    dbf: dF,
    dbi: dI,
    dbo: dO,
    dbc: dG,
  };
}
