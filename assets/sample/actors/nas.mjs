// NAS: a small HTTP store for clips and files, and a few more open ports for a scan to find.

import { createServer } from 'node:http';
import { createServer as createPort } from 'node:net';
import { answerMdns } from './multicast.mjs';

const FILE = Buffer.alloc(260_000, 'report ');

const store = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    if (request.method === 'PUT') response.writeHead(201).end();
    else response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': FILE.length }).end(FILE);
  });
});

store.listen(80, '0.0.0.0');
for (const port of [22, 139, 445, 5000]) {
  createPort(socket => {
    socket.on('error', () => {});
    if (port === 22) socket.write('SSH-2.0-home\r\n');
    socket.resume();
  }).listen(port, '0.0.0.0');
}
answerMdns('nas.local', '192.168.20.10', '_smb._tcp.local');
