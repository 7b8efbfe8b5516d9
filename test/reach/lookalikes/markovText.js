export class MarkovChain {
  constructor(order = 2) {
    this.order = order;
    this.table = new Map();
  }

  train(tokens) {
    for (let i = 0; i + this.order < tokens.length; i++) {
      const key = tokens.slice(i, i + this.order).join(' ');
      const next = this.table.get(key) || {};
      next[tokens[i + this.order]] = (next[tokens[i + this.order]] || 0) + 1;
      this.table.set(key, next);
    }
  }

  predict(context) {
    const next = this.table.get(context.slice(-this.order).join(' ')) || {};
    const total = Object.values(next).reduce((a, b) => a + b, 0);
    let r = Math.random() * total;
    for (const [token, count] of Object.entries(next)) if ((r -= count) <= 0) return token;
    return null;
  }
}
