// The far servers without a web server of their own: the camera's cloud, and where the desktop's guest reports to.

import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

const ORDER = Buffer.alloc(48, 0x5a);

let datagrams = 0;
const ingest = createSocket('udp4', (message, sender) => {
  const isVideo = message.length > 100;
  if (!isVideo || ++datagrams % 16 === 0) ingest.send(Buffer.alloc(isVideo ? 12 : 22), sender.port, sender.address);
});
ingest.bind(9000, '198.51.100.40');

createServer(socket => {
  socket.on('error', () => {});
  socket.on('data', () => socket.end(ORDER));
}).listen(8443, '198.51.100.66');
