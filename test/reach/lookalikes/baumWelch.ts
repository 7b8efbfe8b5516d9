export interface Model {
  initial: number[];
  transition: number[][];
  emission: number[][];
}

export function forward(model: Model, sequence: number[]): number[][] {
  const alpha: number[][] = [model.initial.map((p, s) => p * model.emission[s][sequence[0]])];
  for (let t = 1; t < sequence.length; t++) {
    alpha.push(
      model.initial.map((_, s) => alpha[t - 1].reduce((sum, a, from) => sum + a * model.transition[from][s], 0) * model.emission[s][sequence[t]]),
    );
  }
  return alpha;
}

export function backward(model: Model, sequence: number[]): number[][] {
  const beta: number[][] = [model.initial.map(() => 1)];
  for (let t = sequence.length - 2; t >= 0; t--) {
    const next = beta[0];
    beta.unshift(
      model.initial.map((_, s) => next.reduce((sum, b, to) => sum + model.transition[s][to] * model.emission[to][sequence[t + 1]] * b, 0)),
    );
  }
  return beta;
}

export function train(model: Model, sequence: number[]): Model {
  const alpha = forward(model, sequence);
  const beta = backward(model, sequence);
  const total = alpha[alpha.length - 1].reduce((a, b) => a + b, 0);
  const gamma = alpha.map((row, t) => row.map((a, s) => (a * beta[t][s]) / total));
  const transition = model.transition.map((row, i) =>
    row.map((p, j) => {
      let xi = 0;
      for (let t = 0; t + 1 < sequence.length; t++) xi += (alpha[t][i] * p * model.emission[j][sequence[t + 1]] * beta[t + 1][j]) / total;
      return xi / gamma.slice(0, -1).reduce((sum, g) => sum + g[i], 0);
    }),
  );
  return { ...model, transition };
}
