function decompose(matrix) {
  const n = matrix.length;
  const L = matrix.map((_, i) => matrix.map((_, j) => (i === j ? 1 : 0)));
  const U = matrix.map((row) => row.slice());
  for (let k = 0; k < n; k++) {
    for (let i = k + 1; i < n; i++) {
      L[i][k] = U[i][k] / U[k][k];
      for (let j = k; j < n; j++) U[i][j] -= L[i][k] * U[k][j];
    }
  }
  return { L, U };
}

function forwardSubstitution(L, b) {
  const y = b.slice();
  for (let i = 0; i < L.length; i++) {
    for (let j = 0; j < i; j++) y[i] -= L[i][j] * y[j];
    y[i] /= L[i][i];
  }
  return y;
}

function backwardSubstitution(U, y) {
  const x = y.slice();
  for (let i = U.length - 1; i >= 0; i--) {
    for (let j = i + 1; j < U.length; j++) x[i] -= U[i][j] * x[j];
    x[i] /= U[i][i];
  }
  return x;
}

module.exports = { decompose, forwardSubstitution, backwardSubstitution };
