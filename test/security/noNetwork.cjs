// Loaded before anything else of a process: tells of every attempt to open a socket, and refuses it.
const { appendFileSync } = require('node:fs');
const dgram = require('node:dgram');
const dns = require('node:dns');
const net = require('node:net');

const refuse = (what) =>
  function refused(...args) {
    appendFileSync(
      process.env.GRADIENT_CHECK_SOCKETS,
      `${what} ${JSON.stringify(args[0] ?? null)} ${process.argv.join(' ')}\n`,
    );
    throw new Error(`${what} is not allowed`);
  };

net.Socket.prototype.connect = refuse('connect');
net.Server.prototype.listen = refuse('listen');
dgram.createSocket = refuse('dgram');
dns.lookup = refuse('lookup');
dns.promises.lookup = refuse('lookup');
globalThis.fetch = refuse('fetch');
globalThis.WebSocket = refuse('WebSocket');
require('node:module').syncBuiltinESMExports();
