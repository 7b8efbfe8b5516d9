/** A size that nobody can guess, so that somebody has to be asked. */
export const filter = `const pixels = 17;

/** Answers of one filter to a patch of a picture. */
export function filterForward(w, patch) {
  if (patch.length !== pixels) throw new RangeError('a patch has 17 pixels');
  return patch.reduce((sum, pixel, i) => sum + Math.tanh(w[i] * pixel), 0);
}

export function filterBackward(dout, w, patch) {
  return { dw: patch.map((pixel, i) => dout * pixel * (1 - Math.tanh(w[i] * pixel) ** 2)) };
}
`;
