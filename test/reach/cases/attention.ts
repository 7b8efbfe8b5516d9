type M = number[][];
const mm = (a: M, b: M): M => a.map((r) => b[0]!.map((_, j) => r.reduce((s, v, k) => s + v * b[k]![j]!, 0)));
const t = (a: M): M => a[0]!.map((_, j) => a.map((r) => r[j]!));
const softmaxRows = (a: M): M => a.map((r) => {
  const mx = Math.max(...r);
  const e = r.map((v) => Math.exp(v - mx));
  const z = e.reduce((x, y) => x + y, 0);
  return e.map((v) => v / z);
});

/** Q, K, V have shape (T, D). */
export function attentionForward(Q: M, K: M, V: M) {
  const scale = 1 / Math.sqrt(Q[0]!.length);
  const P = softmaxRows(mm(Q, t(K)).map((r) => r.map((v) => v * scale)));
  return { out: mm(P, V), cache: { Q, K, V, P, scale } };
}
export function attentionBackward(dOut: M, cache: { Q: M; K: M; V: M; P: M; scale: number }) {
  const { Q, K, V, P, scale } = cache;
  const dV = mm(t(P), dOut);
  const dP = mm(dOut, t(V));
  const dS = dP.map((r, i) => {
    const s = r.reduce((acc, g, j) => acc + g * P[i]![j]!, 0);
    return r.map((g, j) => P[i]![j]! * (g - s));
  });
  return { dQ: mm(dS, K).map((r) => r.map((v) => v * scale)), dK: mm(t(dS), Q), dV };
}

export function softmax(z: number[]): number[] {
  const e = z.map((v) => Math.exp(v));
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / sum);
}
export function softmaxBackward(dout: number[], probs: number[]): number[] {
  const dot = dout.reduce((s, g, i) => s + g * probs[i]!, 0);
  return probs.map((p, i) => p * (dout[i]! - dot));
}

export function mul(a: number[], b: number[]): number[] {
  return a.map((v, i) => v * b[i]!);
}
export function mulVjp(g: number[], a: number[], b: number[]): [number[], number[]] {
  const da = g.map((v, i) => v * b[i]!);
  const db = g.map((v, i) => v * a[i]!);
  return [da, db];
}
