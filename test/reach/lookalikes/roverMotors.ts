export interface MotorDriver {
  setDuty(channel: number, duty: number): Promise<void>;
}

export class Rover {
  private readonly weights = [1, 0.97, 1.02, 0.99];

  constructor(
    private readonly driver: MotorDriver,
    private readonly wheelRadius: number,
  ) {}

  async forward(distance: number, speed: number): Promise<void> {
    const turns = distance / (2 * Math.PI * this.wheelRadius);
    for (let wheel = 0; wheel < 4; wheel++) await this.driver.setDuty(wheel, speed * this.weights[wheel]);
    await this.wait((turns / speed) * 1000);
    await this.stop();
  }

  async backward(distance: number, speed: number): Promise<void> {
    const turns = distance / (2 * Math.PI * this.wheelRadius);
    for (let wheel = 0; wheel < 4; wheel++) await this.driver.setDuty(wheel, -speed * this.weights[wheel]);
    await this.wait((turns / speed) * 1000);
    await this.stop();
  }

  async stop(): Promise<void> {
    for (let wheel = 0; wheel < 4; wheel++) await this.driver.setDuty(wheel, 0);
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }
}
