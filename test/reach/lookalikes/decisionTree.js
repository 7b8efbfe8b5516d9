class DecisionTree {
  constructor(maxDepth = 5) {
    this.maxDepth = maxDepth;
  }

  gini(labels) {
    const counts = {};
    for (const l of labels) counts[l] = (counts[l] || 0) + 1;
    return 1 - Object.values(counts).reduce((s, c) => s + (c / labels.length) ** 2, 0);
  }

  fit(X, y, depth = 0) {
    if (depth >= this.maxDepth || new Set(y).size === 1) return { label: y[0] };
    let best = { gain: 0 };
    for (let f = 0; f < X[0].length; f++) {
      for (const row of X) {
        const left = y.filter((_, i) => X[i][f] <= row[f]);
        const right = y.filter((_, i) => X[i][f] > row[f]);
        const gain = this.gini(y) - (left.length / y.length) * this.gini(left) - (right.length / y.length) * this.gini(right);
        if (gain > best.gain) best = { gain, f, threshold: row[f] };
      }
    }
    this.root = best;
    return best;
  }

  predict(x) {
    let node = this.root;
    while (node.label === undefined) node = x[node.f] <= node.threshold ? node.left : node.right;
    return node.label;
  }
}

module.exports = DecisionTree;
