function forwardFilter(observations, model, count) {
  let particles = Array.from({ length: count }, model.initial);
  const history = [];
  for (const y of observations) {
    particles = particles.map(model.move);
    const weights = particles.map((p) => Math.exp(-((y - p) ** 2) / 2));
    const total = weights.reduce((a, b) => a + b, 0);
    history.push({ particles, weights: weights.map((w) => w / total) });
    particles = model.resample(particles, weights);
  }
  return history;
}

function backwardSmooth(history, density) {
  const last = history.length - 1;
  const smoothed = [];
  smoothed[last] = history[last].weights.slice();
  for (let t = last - 1; t >= 0; t--) {
    const { particles, weights } = history[t];
    const next = history[t + 1].particles;
    smoothed[t] = weights.map((w, i) => w * next.reduce((sum, p, j) => sum + smoothed[t + 1][j] * density(particles[i], p), 0));
  }
  return smoothed;
}

module.exports = { forwardFilter, backwardSmooth };
