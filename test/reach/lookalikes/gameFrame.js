export class Enemy {
  constructor() { this.value = 0; this.slope = 0.2; this.weight = 3; this.data = []; this.bias = 0; this.speed = 4; }
  update(delta) {
    this.value += this.speed * delta;
    this.slope -= 0.1 * delta;
    this.weight += Math.max(0, this.weight - delta) * 0.01;
    this.bias = this.bias + (this.value - this.bias) * delta;
  }
  step(dt, target) { const error = target - this.value; this.value += error * dt * 0.5; }
  draw(ctx) { ctx.fillRect(this.value, 0, 10, 10); }
}
export class Camera {
  constructor() { this.target = [0, 0]; this.position = [0, 0]; this.rate = 0.1; }
  update(delta) { for (let i = 0; i < 2; i++) { const change = (this.target[i] - this.position[i]) * this.rate; this.position[i] += change * delta; } }
}
