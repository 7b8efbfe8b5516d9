class SOM {
  constructor(width, height, dimension) {
    this.width = width;
    this.nodes = Array.from({ length: width * height }, () => Array.from({ length: dimension }, Math.random));
  }

  predict(x) {
    let best = 0;
    let bestDistance = Infinity;
    this.nodes.forEach((node, i) => {
      const d = node.reduce((s, w, j) => s + (w - x[j]) ** 2, 0);
      if (d < bestDistance) [best, bestDistance] = [i, d];
    });
    return best;
  }

  train(x, radius, influence) {
    const winner = this.predict(x);
    const wx = winner % this.width;
    const wy = Math.floor(winner / this.width);
    this.nodes.forEach((node, i) => {
      const d2 = (wx - (i % this.width)) ** 2 + (wy - Math.floor(i / this.width)) ** 2;
      const pull = influence * Math.exp(-d2 / (2 * radius * radius));
      for (let j = 0; j < node.length; j++) node[j] += pull * (x[j] - node[j]);
    });
  }
}

module.exports = SOM;
