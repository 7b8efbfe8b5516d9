import { Gpio } from 'onoff';

const a = new Gpio(17, 'out');
const b = new Gpio(27, 'out');

export const forward = () => {
  a.writeSync(1);
  b.writeSync(0);
};

export const backward = () => {
  a.writeSync(0);
  b.writeSync(1);
};
