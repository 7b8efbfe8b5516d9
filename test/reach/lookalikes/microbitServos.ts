namespace rover {
  let leftPin = 0;
  let rightPin = 1;
  let leftSpeed = 90;
  let rightSpeed = 90;

  //% block="forward at $power percent"
  export function forward(power: number): void {
    let left = 9 * leftSpeed * (power / 100) + 1500;
    let right = -9 * rightSpeed * (power / 100) + 1500;
    if (left > 2400) left = 2400;
    if (right < 600) right = 600;
    pins.servoSetPulse(leftPin, left);
    pins.servoSetPulse(rightPin, right);
  }

  //% block="backward at $power percent"
  export function backward(power: number): void {
    let left = -9 * leftSpeed * (power / 100) + 1500;
    let right = 9 * rightSpeed * (power / 100) + 1500;
    if (left < 600) left = 600;
    if (right > 2400) right = 2400;
    pins.servoSetPulse(leftPin, left);
    pins.servoSetPulse(rightPin, right);
  }
}
