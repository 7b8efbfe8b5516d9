export class KMeans {
  centroids: number[][] = [];

  constructor(private readonly k: number) {}

  predict(x: number[]): number {
    const costs = this.centroids.map((c) => c.reduce((s, v, i) => s + (v - x[i]) ** 2, 0));
    return costs.indexOf(Math.min(...costs));
  }

  fit(data: number[][], epochs = 50): void {
    this.centroids = data.slice(0, this.k).map((row) => row.slice());
    for (let epoch = 0; epoch < epochs; epoch++) {
      const sums = this.centroids.map((c) => c.map(() => 0));
      const counts = this.centroids.map(() => 0);
      for (const row of data) {
        const c = this.predict(row);
        counts[c] += 1;
        row.forEach((v, i) => (sums[c][i] += v));
      }
      this.centroids = sums.map((sum, c) => sum.map((v, i) => (counts[c] ? v / counts[c] : this.centroids[c][i])));
    }
  }
}
