type Vec = { x: number; y: number };

/** Forward and backward reaching inverse kinematics. */
export class Arm {
  constructor(
    readonly joints: Vec[],
    readonly lengths: number[],
  ) {}

  backward(target: Vec): void {
    this.joints[this.joints.length - 1] = { ...target };
    for (let i = this.joints.length - 2; i >= 0; i--) this.joints[i] = this.place(this.joints[i + 1], this.joints[i], this.lengths[i]);
  }

  forward(base: Vec): void {
    this.joints[0] = { ...base };
    for (let i = 1; i < this.joints.length; i++) this.joints[i] = this.place(this.joints[i - 1], this.joints[i], this.lengths[i - 1]);
  }

  private place(from: Vec, to: Vec, length: number): Vec {
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const d = Math.sqrt(dx * dx + dy * dy);
    return { x: from.x + (dx / d) * length, y: from.y + (dy / d) * length };
  }
}
