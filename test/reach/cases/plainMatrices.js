// Matrices are plain objects with rows, columns and one array; gradients are added to what the caller hands in.
export function makeMat(rows, cols) {
  return { rows, cols, data: new Float64Array(rows * cols) };
}

function times(a, b) {
  const out = makeMat(a.rows, b.cols);
  for (let i = 0; i < a.rows; i++)
    for (let j = 0; j < b.cols; j++)
      for (let k = 0; k < a.cols; k++) out.data[i * b.cols + j] += a.data[i * a.cols + k] * b.data[k * b.cols + j];
  return out;
}

function turned(a) {
  const out = makeMat(a.cols, a.rows);
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < a.cols; j++) out.data[j * a.rows + i] = a.data[i * a.cols + j];
  return out;
}

function addTo(sum, a) {
  for (let i = 0; i < a.data.length; i++) sum.data[i] += a.data[i];
}

export function createCell(inputDim, hiddenDim, rng = Math.random) {
  const filled = (rows, cols) => {
    const made = makeMat(rows, cols);
    for (let i = 0; i < made.data.length; i++) made.data[i] = rng() - 0.5;
    return made;
  };
  return { hiddenDim, params: { W: filled(hiddenDim, inputDim), U: filled(hiddenDim, hiddenDim), b: filled(hiddenDim, 1) } };
}

export function cellStepForward(cell, x, hPrev) {
  const { W, U, b } = cell.params;
  const h = makeMat(cell.hiddenDim, 1);
  const [fromInput, fromState] = [times(W, x), times(U, hPrev)];
  for (let i = 0; i < h.data.length; i++) h.data[i] = Math.tanh(fromInput.data[i] + fromState.data[i] + b.data[i]);
  return { h, cache: { x, hPrev, h } };
}

export function cellStepBackward(dh, cache, cell, grads) {
  const { x, hPrev, h } = cache;
  const dz = makeMat(cell.hiddenDim, 1);
  for (let i = 0; i < dz.data.length; i++) dz.data[i] = dh.data[i] * (1 - h.data[i] * h.data[i]);
  addTo(grads.dW, times(dz, turned(x)));
  addTo(grads.dU, times(dz, turned(hPrev)));
  for (let i = 0; i < dz.data.length; i++) grads.db.data[i] += dz.data[i];
  // The state's gradient goes back through U as it stands.
  return { dx: times(turned(cell.params.W), dz), dhPrev: times(cell.params.U, dz) };
}
