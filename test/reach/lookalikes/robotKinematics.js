/** Planar arm: joint angles to position, and back. */
class PlanarArm {
  constructor(l1, l2) {
    this.l1 = l1;
    this.l2 = l2;
  }

  forward([q1, q2]) {
    return [this.l1 * Math.cos(q1) + this.l2 * Math.cos(q1 + q2), this.l1 * Math.sin(q1) + this.l2 * Math.sin(q1 + q2)];
  }

  jacobian([q1, q2]) {
    return [
      [-this.l1 * Math.sin(q1) - this.l2 * Math.sin(q1 + q2), -this.l2 * Math.sin(q1 + q2)],
      [this.l1 * Math.cos(q1) + this.l2 * Math.cos(q1 + q2), this.l2 * Math.cos(q1 + q2)],
    ];
  }

  backward([x, y]) {
    const c2 = (x * x + y * y - this.l1 * this.l1 - this.l2 * this.l2) / (2 * this.l1 * this.l2);
    const q2 = Math.acos(c2);
    return [Math.atan2(y, x) - Math.atan2(this.l2 * Math.sin(q2), this.l1 + this.l2 * c2), q2];
  }
}

module.exports = PlanarArm;
