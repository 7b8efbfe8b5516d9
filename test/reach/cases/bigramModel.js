// A tiny language model: parameters in one object made from a configuration, gradients added to an object like it.
const filled = (n, make) => Array.from({ length: n }, make);

export function initModel(config) {
  const { vocab, dim } = config;
  const draw = () => (Math.random() - 0.5) * 0.8;
  return {
    embed: filled(vocab, () => Float64Array.from({ length: dim }, draw)),
    unembed: filled(vocab, () => Float64Array.from({ length: dim }, draw)),
    bias: Float64Array.from({ length: vocab }, draw),
  };
}

export function forward(params, tokens, config) {
  const hidden = new Float64Array(config.dim);
  for (const token of tokens) for (let d = 0; d < config.dim; d++) hidden[d] += params.embed[token][d] / tokens.length;
  const logits = new Float64Array(config.vocab);
  for (let v = 0; v < config.vocab; v++) {
    logits[v] = params.bias[v];
    for (let d = 0; d < config.dim; d++) logits[v] += params.unembed[v][d] * hidden[d];
  }
  return { logits, hidden, tokens };
}

export function backward(params, cache, target, config, grads) {
  const largest = Math.max(...cache.logits);
  const exps = cache.logits.map((z) => Math.exp(z - largest));
  const sum = exps.reduce((total, e) => total + e, 0);
  const dHidden = new Float64Array(config.dim);
  for (let v = 0; v < config.vocab; v++) {
    const dLogit = exps[v] / sum - (v === target ? 1 : 0);
    grads.bias[v] += dLogit;
    for (let d = 0; d < config.dim; d++) {
      grads.unembed[v][d] += dLogit * cache.hidden[d];
      dHidden[d] += dLogit * params.unembed[v][d];
    }
  }
  for (const token of cache.tokens) for (let d = 0; d < config.dim; d++) grads.embed[token][d] += dHidden[d];
}
