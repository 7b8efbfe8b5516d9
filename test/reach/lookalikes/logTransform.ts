/** A transformation of targets and its inverse. */
export const logTransform = {
  forward(y: number[]): number[] {
    return y.map((v) => Math.log(1 + v));
  },
  backward(z: number[]): number[] {
    return z.map((v) => Math.exp(v) - 1);
  },
};
