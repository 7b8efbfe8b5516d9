export class Turtle {
  constructor(context) {
    this.context = context;
    this.x = 0;
    this.y = 0;
    this.heading = 0;
    this.penDown = true;
  }

  forward(distance) {
    const dx = distance * Math.cos((this.heading * Math.PI) / 180);
    const dy = distance * Math.sin((this.heading * Math.PI) / 180);
    this.line(this.x, this.y, this.x + dx, this.y + dy);
    this.x += dx;
    this.y += dy;
  }

  backward(distance) {
    const dx = distance * Math.cos((this.heading * Math.PI) / 180);
    const dy = distance * Math.sin((this.heading * Math.PI) / 180);
    this.line(this.x, this.y, this.x - dx, this.y - dy);
    this.x -= dx;
    this.y -= dy;
  }

  left(degrees) {
    this.heading -= degrees;
  }

  line(x0, y0, x1, y1) {
    if (!this.penDown) return;
    this.context.beginPath();
    this.context.moveTo(x0, y0);
    this.context.lineTo(x1, y1);
    this.context.stroke();
  }
}
