class Spring {
  constructor(k, damping) {
    this.k = k;
    this.damping = damping;
  }

  energy(x) {
    return 0.5 * this.k * x * x;
  }

  forward(state, dt) {
    const a = -this.k * state.x - this.damping * state.v;
    return { x: state.x + state.v * dt, v: state.v + a * dt };
  }

  backward(state, dt) {
    const v = (state.v - this.k * state.x * dt) / (1 + this.damping * dt + this.k * dt * dt);
    return { x: state.x + v * dt, v };
  }
}

export default Spring;
