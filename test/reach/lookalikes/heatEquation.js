class HeatSolver {
  constructor(n, alpha) {
    this.u = new Float64Array(n);
    this.alpha = alpha;
  }

  forward(dt, dx) {
    const r = (this.alpha * dt) / (dx * dx);
    const next = this.u.slice();
    for (let i = 1; i < this.u.length - 1; i++) next[i] = this.u[i] + r * (this.u[i + 1] - 2 * this.u[i] + this.u[i - 1]);
    this.u = next;
  }

  backward(dt, dx) {
    const r = (this.alpha * dt) / (dx * dx);
    const n = this.u.length;
    const c = new Float64Array(n);
    const d = new Float64Array(n);
    for (let i = 1; i < n - 1; i++) {
      const m = 1 + 2 * r + r * c[i - 1];
      c[i] = -r / m;
      d[i] = (this.u[i] + r * d[i - 1]) / m;
    }
    for (let i = n - 2; i > 0; i--) this.u[i] = d[i] - c[i] * this.u[i + 1];
  }
}

module.exports = { HeatSolver };
