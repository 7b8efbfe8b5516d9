class Tokenizer {
  constructor() {
    this.merges = [];
    this.vocabulary = new Map();
  }

  train(corpus, size) {
    let words = corpus.split(' ').map((w) => [...w]);
    while (this.merges.length < size) {
      const counts = new Map();
      for (const w of words) for (let i = 0; i + 1 < w.length; i++) counts.set(w[i] + ' ' + w[i + 1], (counts.get(w[i] + ' ' + w[i + 1]) || 0) + 1);
      const [pair] = [...counts].sort((a, b) => b[1] - a[1])[0];
      this.merges.push(pair);
      words = words.map((w) => this.merge(w, pair));
    }
  }

  merge(word, pair) {
    return word.join(' ').split(pair).join(pair.replace(' ', '')).split(' ').filter(Boolean);
  }

  forward(text) {
    return text.split(' ').map((w) => this.merges.reduce((parts, pair) => this.merge(parts, pair), [...w]));
  }

  backward(tokens) {
    return tokens.map((parts) => parts.join('')).join(' ');
  }
}

module.exports = Tokenizer;
