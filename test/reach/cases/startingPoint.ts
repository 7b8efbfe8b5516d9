/** A page that steps through one example: what the module starts with is the only thing that says the sizes. */
interface Tiny {
  W: number[][];
  b: number[];
  v: number[];
  c: number;
}

const sample = [0.6, -1.1, 0.3];
const wanted = 0.8;

export const START: Tiny = {
  W: [
    [0.4, -0.2, 0.9],
    [-0.7, 0.5, 0.1],
  ],
  b: [0.05, -0.3],
  v: [1.2, -0.6],
  c: 0.1,
};

export function evaluate(net: Tiny) {
  const h = net.b.map((b, k) => Math.tanh(b + sample.reduce((sum, x, i) => sum + net.W[k]![i]! * x, 0)));
  const y = net.c + net.v[0]! * h[0]! + net.v[1]! * h[1]!;
  const loss = 0.5 * (y - wanted) ** 2;
  const dy = y - wanted;
  const dv = h.map((a) => a * dy);
  const db = h.map((a, k) => dy * net.v[k]! * (1 - a * a));
  const dW = db.map((d) => sample.map((x) => d * x));
  return { y, loss, dW, db, dv, dc: dy };
}
