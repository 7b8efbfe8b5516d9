class PID {
  constructor(kp, ki, kd) {
    this.kp = kp;
    this.ki = ki;
    this.kd = kd;
    this.integral = 0;
    this.lastError = 0;
  }

  update(error, dt) {
    this.integral += error * dt;
    const derivative = (error - this.lastError) / dt;
    this.lastError = error;
    return this.kp * error + this.ki * this.integral + this.kd * derivative;
  }

  forward(speed) {
    return this.update(speed - this.measured, 0.02);
  }

  backward(speed) {
    return this.update(-speed - this.measured, 0.02);
  }
}

module.exports = PID;
