const { Board, Motor } = require('johnny-five');

const board = new Board({ port: '/dev/ttyUSB0' });
let left;
let right;

board.on('ready', () => {
  left = new Motor({ pins: { pwm: 3, dir: 12 } });
  right = new Motor({ pins: { pwm: 11, dir: 13 } });
});

function clampSpeed(speed) {
  return Math.max(0, Math.min(255, Math.round(speed * 2.55)));
}

function forward(speed, trim = 0.04) {
  left.forward(clampSpeed(speed * (1 + trim)));
  right.forward(clampSpeed(speed * (1 - trim)));
}

function backward(speed, trim = 0.04) {
  left.reverse(clampSpeed(speed * (1 - trim)));
  right.reverse(clampSpeed(speed * (1 + trim)));
}

module.exports = { forward, backward };
