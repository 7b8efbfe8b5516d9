'use strict';
// Samples are columns; parameters are numbered; helpers on nested arrays; CommonJS.
const dot = (A, B) => A.map((row) => B[0].map((_, j) => row.reduce((acc, a, k) => acc + a * B[k][j], 0)));
const T = (A) => A[0].map((_, j) => A.map((row) => row[j]));
const apply = (A, f) => A.map((row, i) => row.map((v, j) => f(v, i, j)));
const sumCols = (A) => A.map((row) => [row.reduce((a, b) => a + b, 0)]);
const addBias = (A, b) => A.map((row, i) => row.map((v) => v + b[i][0]));

function initializeParameters(nX, nH, nY) {
  const rand = (r, c) => Array.from({ length: r }, () => Array.from({ length: c }, () => Math.random() * 2 - 1));
  return { W1: rand(nH, nX), b1: rand(nH, 1), W2: rand(nY, nH), b2: rand(nY, 1) };
}

function forwardPropagation(X, parameters) {
  const { W1, b1, W2, b2 } = parameters;
  const Z1 = addBias(dot(W1, X), b1);
  const A1 = apply(Z1, Math.tanh);
  const Z2 = addBias(dot(W2, A1), b2);
  const A2 = apply(Z2, (z) => 1 / (1 + Math.exp(-z)));
  return { A2, cache: { Z1, A1, Z2, A2 } };
}

function computeCost(A2, Y) {
  const m = Y[0].length;
  let sum = 0;
  for (let i = 0; i < A2.length; i++) {
    for (let j = 0; j < m; j++) sum += Y[i][j] * Math.log(A2[i][j]) + (1 - Y[i][j]) * Math.log(1 - A2[i][j]);
  }
  return -sum / m;
}

function backwardPropagation(parameters, cache, X, Y) {
  const m = X[0].length;
  const { W2 } = parameters;
  const { A1, A2 } = cache;
  const dZ2 = apply(A2, (a, i, j) => a - Y[i][j]);
  const dW2 = apply(dot(dZ2, T(A1)), (v) => v / m);
  const db2 = apply(sumCols(dZ2), (v) => v / m);
  const dZ1 = apply(dot(T(W2), dZ2), (v, i, j) => v * (1 - A1[i][j] ** 2));
  const dW1 = apply(dot(dZ1, T(X)), (v) => v / m);
  const db1 = apply(sumCols(dZ1), (v) => v / m);
  return { dW1, db1, dW2, db2 };
}

module.exports = { initializeParameters, forwardPropagation, computeCost, backwardPropagation };
