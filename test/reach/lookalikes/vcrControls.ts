export enum Speed {
  Slow = 0.5,
  Normal = 1,
  Fast = 4,
}

export class Tape {
  position = 0;
  direction: 1 | -1 = 1;

  constructor(readonly length: number) {}

  forward(speed: Speed, elapsed: number): void {
    this.direction = 1;
    this.position = Math.min(this.length, this.position + speed * elapsed);
  }

  backward(speed: Speed, elapsed: number): void {
    this.direction = -1;
    this.position = Math.max(0, this.position - speed * elapsed);
  }
}
