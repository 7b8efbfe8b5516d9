/** Scaled forward-backward algorithm for a discrete hidden Markov model. */
class HiddenMarkovModel {
  constructor(pi, A, B) {
    this.pi = pi;
    this.A = A;
    this.B = B;
  }

  forward(observations) {
    const T = observations.length;
    const N = this.pi.length;
    const alpha = [];
    const scale = [];
    for (let t = 0; t < T; t++) {
      alpha[t] = new Array(N).fill(0);
      for (let j = 0; j < N; j++) {
        let sum = t === 0 ? this.pi[j] : 0;
        if (t > 0) for (let i = 0; i < N; i++) sum += alpha[t - 1][i] * this.A[i][j];
        alpha[t][j] = sum * this.B[j][observations[t]];
      }
      scale[t] = 1 / alpha[t].reduce((a, b) => a + b, 0);
      for (let j = 0; j < N; j++) alpha[t][j] *= scale[t];
    }
    return { alpha, scale, logLikelihood: -scale.reduce((s, c) => s + Math.log(c), 0) };
  }

  backward(observations, scale) {
    const T = observations.length;
    const N = this.pi.length;
    const beta = Array.from({ length: T }, () => new Array(N).fill(0));
    beta[T - 1].fill(scale[T - 1]);
    for (let t = T - 2; t >= 0; t--) {
      for (let i = 0; i < N; i++) {
        let sum = 0;
        for (let j = 0; j < N; j++) sum += this.A[i][j] * this.B[j][observations[t + 1]] * beta[t + 1][j];
        beta[t][i] = sum * scale[t];
      }
    }
    return beta;
  }
}

module.exports = HiddenMarkovModel;
