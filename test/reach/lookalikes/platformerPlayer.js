export class Player {
  constructor(x, y) {
    this.x = x;
    this.vx = 0;
    this.y = y;
    this.acceleration = 0.6;
  }

  forward(delta) {
    this.vx = Math.min(this.vx + this.acceleration * delta, 5);
    this.x += this.vx * delta;
  }

  backward(delta) {
    this.vx = Math.max(this.vx - this.acceleration * delta, -5);
    this.x += this.vx * delta;
  }
}
