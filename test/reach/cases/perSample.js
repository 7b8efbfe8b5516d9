// One sample at a time in the gradient, all of them in the cost.
const logistic = (z) => 1 / (1 + Math.exp(-z));

export function predict(w, x) {
  return logistic(w.reduce((sum, v, i) => sum + v * x[i], 0));
}

export function cost(y, t) {
  let sum = 0;
  for (let i = 0; i < t.length; i++) sum -= t[i] * Math.log(y[i]) + (1 - t[i]) * Math.log(1 - y[i]);
  return sum;
}

export function gradient(w, x, t) {
  const y = predict(w, x);
  return x.map((v) => (y - t) * v);
}

export function train(w, xs, ts, rate) {
  xs.forEach((x, i) => {
    const g = gradient(w, x, ts[i]);
    g.forEach((d, j) => (w[j] -= rate * d));
  });
  return cost(
    xs.map((x) => predict(w, x)),
    ts,
  );
}
