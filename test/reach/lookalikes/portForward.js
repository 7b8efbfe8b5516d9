const net = require('net');

function forward(localPort, remoteHost, remotePort) {
  return net
    .createServer((client) => {
      const upstream = net.connect(remotePort, remoteHost);
      client.pipe(upstream);
      upstream.pipe(client);
      upstream.on('error', () => client.destroy());
    })
    .listen(localPort);
}

function backward(server) {
  return new Promise((resolve) => server.close(resolve));
}

module.exports = { forward, backward };
