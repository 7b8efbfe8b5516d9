export class Simulation {
  state = { x: 0, v: 1, k: 2 };
  private history: { x: number; v: number; k: number }[] = [];
  forward(dt: number) { this.history.push({ ...this.state }); const a = -this.state.k * this.state.x; this.state.v += a * dt; this.state.x += this.state.v * dt; return this.state; }
  backward(dt: number) { this.state = this.history.pop() ?? this.state; this.state.x -= this.state.v * dt; const a = -this.state.k * this.state.x; this.state.v -= a * dt; return this.state; }
}
