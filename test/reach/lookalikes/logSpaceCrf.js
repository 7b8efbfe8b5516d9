const logSumExp = (xs) => {
  const max = Math.max(...xs);
  return max + Math.log(xs.reduce((s, x) => s + Math.exp(x - max), 0));
};

/** Messages of a linear chain in log space. */
export function forwardPass(unary, pairwise) {
  const messages = [unary[0].slice()];
  for (let t = 1; t < unary.length; t++) {
    messages.push(unary[t].map((u, s) => u + logSumExp(messages[t - 1].map((m, r) => m + pairwise[r][s]))));
  }
  return messages;
}

export function backwardPass(unary, pairwise) {
  const last = unary.length - 1;
  const messages = [];
  messages[last] = unary[last].map(() => 0);
  for (let t = last - 1; t >= 0; t--) {
    messages[t] = unary[t].map((_, s) => logSumExp(messages[t + 1].map((m, r) => m + pairwise[s][r] + unary[t + 1][r])));
  }
  return messages;
}
