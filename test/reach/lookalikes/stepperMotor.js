const SEQUENCE = [
  [1, 0, 0, 1],
  [1, 0, 0, 0],
  [1, 1, 0, 0],
  [0, 1, 0, 0],
];

class Stepper {
  constructor(gpio, pins) {
    this.gpio = gpio;
    this.pins = pins;
    this.step = 0;
  }

  write() {
    const row = SEQUENCE[this.step];
    for (let i = 0; i < this.pins.length; i++) this.gpio.write(this.pins[i], row[i]);
  }

  forward(steps) {
    for (let i = 0; i < steps; i++) {
      this.step = (this.step + 1) % SEQUENCE.length;
      this.write();
    }
  }

  backward(steps) {
    for (let i = 0; i < steps; i++) {
      this.step = (this.step - 1 + SEQUENCE.length) % SEQUENCE.length;
      this.write();
    }
  }
}

module.exports = Stepper;
