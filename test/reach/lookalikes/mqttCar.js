import { connect } from 'mqtt';

const client = connect('wss://broker.example.org');

export function forward() {
  client.publish('/smartcar/control/throttle', '50');
}

export function backward() {
  client.publish('/smartcar/control/throttle', '-50');
}
