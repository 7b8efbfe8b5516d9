export class Train {
  position = 0; weight = 100; speed = 0;
  forward(distance: number) { this.position += distance * this.speed; return this.position; }
  backward(distance: number) { this.position -= distance * this.speed; return this.position; }
  train(cars: number[], rate: number) { for (const car of cars) this.weight += car * rate; return this.weight; }
}
