class RtsSmoother {
  constructor(F, Q, H, R) {
    this.F = F;
    this.Q = Q;
    this.H = H;
    this.R = R;
  }

  forward(measurements) {
    let x = 0;
    let P = 1;
    this.filtered = [];
    for (const z of measurements) {
      const xp = this.F * x;
      const Pp = this.F * P * this.F + this.Q;
      const gain = (Pp * this.H) / (this.H * Pp * this.H + this.R);
      x = xp + gain * (z - this.H * xp);
      P = (1 - gain * this.H) * Pp;
      this.filtered.push({ x, P, xp, Pp });
    }
    return this.filtered;
  }

  backward() {
    const smoothed = this.filtered.map(({ x, P }) => ({ x, P }));
    for (let k = smoothed.length - 2; k >= 0; k--) {
      const { x, P } = this.filtered[k];
      const next = this.filtered[k + 1];
      const C = (P * this.F) / next.Pp;
      smoothed[k].x = x + C * (smoothed[k + 1].x - next.xp);
      smoothed[k].P = P + C * C * (smoothed[k + 1].P - next.Pp);
    }
    return smoothed;
  }
}

module.exports = RtsSmoother;
