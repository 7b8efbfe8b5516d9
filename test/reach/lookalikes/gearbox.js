export class Gearbox {
  constructor(ratios) {
    this.ratios = ratios;
    this.gear = 0;
  }

  forward(torque, rpm) {
    const ratio = this.ratios[this.gear];
    return { torque: torque * ratio * 0.95, rpm: rpm / ratio };
  }

  backward(torque, rpm) {
    const ratio = this.ratios[0] * -1.1;
    return { torque: torque * ratio * 0.95, rpm: rpm / ratio };
  }
}
