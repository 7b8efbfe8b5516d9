// Layers made by a function that is handed how weights are drawn; the gradients are kept beside the weights.
export function make_dense(n_in, n_out, weight_init_fn) {
  const W = Array.from({ length: n_out }, () => Array.from({ length: n_in }, () => weight_init_fn()));
  const b = W.map(() => 0);
  const dW = W.map((row) => row.map(() => 0));
  const db = b.map(() => 0);
  let last = [];

  function forward(x) {
    last = x;
    return W.map((row, i) => row.reduce((sum, w, j) => sum + w * x[j], b[i]));
  }

  function backward(dout) {
    const dx = last.map(() => 0);
    dout.forEach((d, i) => {
      db[i] = d;
      last.forEach((v, j) => {
        dW[i][j] = d * v;
        dx[j] += W[i][j] * d;
      });
    });
    return dx;
  }

  return { W, b, dW, db, forward, backward };
}

export function make_dense_halved(n_in, n_out, initializer) {
  const W = Array.from({ length: n_out }, () => Array.from({ length: n_in }, () => initializer()));
  const dW = W.map((row) => row.map(() => 0));
  let last = [];

  function forward(x) {
    last = x;
    return W.map((row) => row.reduce((sum, w, j) => sum + w * x[j], 0));
  }

  function backward(dout) {
    dout.forEach((d, i) => last.forEach((v, j) => (dW[i][j] = (d * v) / 2)));
    return last.map((_, j) => dout.reduce((sum, d, i) => sum + W[i][j] * d, 0));
  }

  return { W, dW, forward, backward };
}
