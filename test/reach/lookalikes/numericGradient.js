function numericalGradient(f, x, h = 1e-5) {
  const gradient = new Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const old = x[i];
    x[i] = old + h;
    const plus = f(x);
    x[i] = old - h;
    const minus = f(x);
    x[i] = old;
    gradient[i] = (plus - minus) / (2 * h);
  }
  return gradient;
}

function gradient(f, x) {
  const h = 1e-5;
  return x.map((_, i) => (f(x.map((v, j) => (i === j ? v + h : v))) - f(x.map((v, j) => (i === j ? v - h : v)))) / (2 * h));
}

module.exports = { numericalGradient, gradient };
