// A step of gradient descent beside a forward: the gradients come from elsewhere, so there is nothing to check.
export function predict(net, x) {
  return net.layers.reduce(
    (h, { W, b }) => W.map((row, o) => Math.tanh(row.reduce((sum, w, i) => sum + w * h[i], b[o]))),
    x,
  );
}

export function step(net, lr) {
  for (let l = 0; l < net.layers.length; l++) {
    const { W, b } = net.layers[l];
    W.forEach((row, o) => row.forEach((_, i) => (row[i] -= lr * net.grads[l].W[o][i])));
    b.forEach((_, o) => (b[o] -= lr * net.grads[l].b[o]));
  }
}
