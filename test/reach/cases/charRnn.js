// One function that returns loss, gradients and the last hidden state; weights are given as an object.
export function createModel(vocabSize, hiddenSize) {
  const rand = (r, c) => Array.from({ length: r }, () => Array.from({ length: c }, () => (Math.random() - 0.5) * 0.6));
  return { Wxh: rand(hiddenSize, vocabSize), Whh: rand(hiddenSize, hiddenSize), Why: rand(vocabSize, hiddenSize), bh: new Array(hiddenSize).fill(0), by: new Array(vocabSize).fill(0) };
}

export function lossFun(inputs, targets, hprev, model) {
  const { Wxh, Whh, Why, bh, by } = model;
  const H = bh.length;
  const hs = { [-1]: hprev.slice() };
  const ps = {};
  let loss = 0;
  for (let t = 0; t < inputs.length; t++) {
    hs[t] = bh.map((b, i) => Math.tanh(Wxh[i][inputs[t]] + Whh[i].reduce((s, w, j) => s + w * hs[t - 1][j], b)));
    const y = by.map((b, i) => Why[i].reduce((s, w, j) => s + w * hs[t][j], b));
    const e = y.map(Math.exp);
    const z = e.reduce((a, b) => a + b);
    ps[t] = e.map((v) => v / z);
    loss -= Math.log(ps[t][targets[t]]);
  }
  const zeros = (m) => m.map((r) => (Array.isArray(r) ? r.map(() => 0) : 0));
  const grads = { dWxh: zeros(Wxh), dWhh: zeros(Whh), dWhy: zeros(Why), dbh: zeros(bh), dby: zeros(by) };
  let dhnext = new Array(H).fill(0);
  for (let t = inputs.length - 1; t >= 0; t--) {
    const dy = ps[t].slice();
    dy[targets[t]] -= 1;
    const dh = dhnext.map((d, j) => d + dy.reduce((s, g, i) => s + g * Why[i][j], 0));
    dy.forEach((g, i) => {
      grads.dby[i] += g;
      hs[t].forEach((h, j) => (grads.dWhy[i][j] += g * h));
    });
    const draw = dh.map((d, j) => d * (1 - hs[t][j] * hs[t][j]));
    draw.forEach((g, i) => {
      grads.dbh[i] += g;
      grads.dWxh[i][inputs[t]] += g;
      hs[t - 1].forEach((h, j) => (grads.dWhh[i][j] += g * h));
    });
    dhnext = dhnext.map((_, j) => draw.reduce((s, g, i) => s + g * Whh[i][j], 0));
  }
  return { loss, grads, h: hs[inputs.length - 1] };
}
