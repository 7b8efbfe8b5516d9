// L layers, caches, computed keys; the derivative of the hidden activation is forgotten.
function matMul(a, b) {
  const out = [];
  for (let i = 0; i < a.length; i++) {
    out.push([]);
    for (let j = 0; j < b[0].length; j++) {
      let s = 0;
      for (let k = 0; k < b.length; k++) s += a[i][k] * b[k][j];
      out[i].push(s);
    }
  }
  return out;
}
function tr(a) {
  return a[0].map((_, c) => a.map((r) => r[c]));
}
export function initParams(layerDims) {
  const params = {};
  for (let l = 1; l < layerDims.length; l++) {
    params['W' + l] = Array.from({ length: layerDims[l] }, () => Array.from({ length: layerDims[l - 1] }, () => Math.random() - 0.5));
    params['b' + l] = Array.from({ length: layerDims[l] }, () => [0.1 * Math.random()]);
  }
  return params;
}
export function modelForward(X, params) {
  const L = Object.keys(params).length / 2;
  const caches = [];
  let A = X;
  for (let l = 1; l <= L; l++) {
    const Z = matMul(params['W' + l], A).map((row, i) => row.map((v) => v + params['b' + l][i][0]));
    caches.push({ A, Z, W: params['W' + l] });
    A = Z.map((row) => row.map((z) => (l === L ? 1 / (1 + Math.exp(-z)) : Math.tanh(z))));
  }
  return [A, caches];
}
export function computeCost(AL, Y) {
  const m = Y[0].length;
  let total = 0;
  AL.forEach((row, i) => row.forEach((a, j) => (total -= Y[i][j] * Math.log(a) + (1 - Y[i][j]) * Math.log(1 - a))));
  return total / m;
}
export function modelBackward(AL, Y, caches) {
  const grads = {};
  const L = caches.length;
  const m = Y[0].length;
  let dZ = AL.map((row, i) => row.map((a, j) => a - Y[i][j]));
  for (let l = L; l >= 1; l--) {
    const { A, W } = caches[l - 1];
    grads['dW' + l] = matMul(dZ, tr(A)).map((row) => row.map((v) => v / m));
    grads['db' + l] = dZ.map((row) => [row.reduce((x, y) => x + y, 0) / m]);
    if (l > 1) {
      const dA = matMul(tr(W), dZ);
      dZ = dA;
    }
  }
  return grads;
}
