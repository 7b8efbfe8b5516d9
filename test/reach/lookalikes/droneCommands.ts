import dgram from 'node:dgram';

const socket = dgram.createSocket('udp4');

function send(command: string): void {
  const message = Buffer.from(command);
  socket.send(message, 0, message.length, 8889, '192.168.10.1');
}

const toCentimetres = (metres: number): number => Math.max(20, Math.min(500, Math.round(metres * 100)));

export const forward = (metres: number): void => send(`forward ${toCentimetres(metres)}`);
export const backward = (metres: number): void => send(`back ${toCentimetres(metres)}`);
