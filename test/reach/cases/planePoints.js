// A network of the file's own making for points in a plane, whose layers are lists; one step over all the points.
function drawn(seed) {
  let state = seed;
  return () => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647 - 0.5;
  };
}

export function createNet({ hidden = [6], seed = 11 } = {}) {
  const random = drawn(seed);
  const arch = [2, ...hidden, 1];
  const Ws = arch.slice(1).map((count, l) => Array.from({ length: count }, () => Float64Array.from({ length: arch[l] }, random)));
  const bs = arch.slice(1).map((count) => new Float64Array(count));
  return { arch, Ws, bs };
}

function layers({ Ws, bs }, x) {
  const all = [Float64Array.from(x)];
  for (let l = 0; l < Ws.length; l += 1) {
    const next = new Float64Array(Ws[l].length);
    for (let o = 0; o < next.length; o += 1) {
      let sum = bs[l][o];
      for (let i = 0; i < all[l].length; i += 1) sum += Ws[l][o][i] * all[l][i];
      next[o] = l < Ws.length - 1 ? Math.tanh(sum) : 1 / (1 + Math.exp(-sum));
    }
    all.push(next);
  }
  return all;
}

export function forward(net, x) {
  const acts = layers(net, x);
  return { acts, p: acts[acts.length - 1][0] };
}

export function trainStep(net, X, y, lr = 0.1) {
  const { Ws, bs } = net;
  const dWs = Ws.map((W) => W.map((row) => new Float64Array(row.length)));
  const dbs = bs.map((b) => new Float64Array(b.length));
  let loss = 0;
  for (let n = 0; n < X.length; n += 1) {
    const a = layers(net, Float64Array.from(X[n]));
    const p = a[Ws.length][0];
    loss -= y[n] * Math.log(p) + (1 - y[n]) * Math.log(1 - p);
    let delta = Float64Array.of(p - y[n]);
    for (let l = Ws.length - 1; l >= 0; l -= 1) {
      for (let o = 0; o < delta.length; o += 1) {
        dbs[l][o] += delta[o];
        for (let i = 0; i < a[l].length; i += 1) dWs[l][o][i] += delta[o] * a[l][i];
      }
      delta = a[l].map((v, i) => Ws[l].reduce((sum, row, o) => sum + delta[o] * row[i], 0) * (1 - v * v));
    }
  }
  for (let l = 0; l < Ws.length; l += 1) {
    for (let o = 0; o < Ws[l].length; o += 1) {
      bs[l][o] -= lr * dbs[l][o] / X.length;
      for (let i = 0; i < Ws[l][o].length; i += 1) Ws[l][o][i] -= (lr * dWs[l][o][i]) / X.length;
    }
  }
  return loss / X.length;
}
