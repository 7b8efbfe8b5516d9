export function forwardSweep(a, b, c, d) {
  const cp = [c[0] / b[0]];
  const dp = [d[0] / b[0]];
  for (let i = 1; i < d.length; i++) {
    const m = b[i] - a[i] * cp[i - 1];
    cp[i] = c[i] / m;
    dp[i] = (d[i] - a[i] * dp[i - 1]) / m;
  }
  return { cp, dp };
}

export function backwardSweep(cp, dp) {
  const x = dp.slice();
  for (let i = x.length - 2; i >= 0; i--) x[i] = dp[i] - cp[i] * x[i + 1];
  return x;
}
