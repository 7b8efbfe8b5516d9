export class MomentumSlider {
  position = 0;
  velocity = 0;
  readonly friction = 0.92;

  constructor(
    private readonly track: HTMLElement,
    private readonly width: number,
  ) {}

  forward(): void {
    this.velocity += this.width * 0.12;
    this.tick();
  }

  backward(): void {
    this.velocity -= this.width * 0.12;
    this.tick();
  }

  private tick = (): void => {
    this.position += this.velocity;
    this.velocity *= this.friction;
    this.track.style.transform = `translate3d(${-this.position}px, 0, 0)`;
    if (Math.abs(this.velocity) > 0.1) requestAnimationFrame(this.tick);
  };
}
