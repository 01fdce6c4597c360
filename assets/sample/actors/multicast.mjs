// mDNS (RFC 6762), LLMNR (RFC 4795) and SSDP as devices of a home send them: questions, answers, announcements.

import { createSocket } from 'node:dgram';
import { at } from './clock.mjs';

const MDNS = ['224.0.0.251', 5353];
const LLMNR = ['224.0.0.252', 5355];
const SSDP = ['239.255.255.250', 1900];
const [A, PTR] = [1, 12];

function nameBytes(name) {
  const labels = name.split('.').map(label => Buffer.from([label.length, ...Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

function u16(...numbers) {
  const bytes = Buffer.alloc(numbers.length * 2);
  for (const [i, number] of numbers.entries()) bytes.writeUInt16BE(number, i * 2);
  return bytes;
}

function question(id, name, type) {
  return Buffer.concat([u16(id, 0, 1, 0, 0, 0), nameBytes(name), u16(type, 1)]);
}

function answer(records) {
  const parts = records.map(([name, type, data]) =>
    Buffer.concat([nameBytes(name), u16(type, 1, 0, 120, data.length), data]),
  );
  return Buffer.concat([u16(0, 0x8400, 0, records.length, 0, 0), ...parts]);
}

function open(port, group, onMessage) {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  socket.bind(port, () => {
    socket.setMulticastTTL(group === SSDP[0] ? 4 : 255);
    socket.setMulticastLoopback(false);
    if (port === 5353 || port === 1900) socket.addMembership(group);
  });
  socket.on('message', onMessage ?? (() => {}));
  return socket;
}

/** Asks the LAN for a service by mDNS at each of the given seconds. */
export async function askMdns(service, seconds) {
  const socket = open(MDNS[1], MDNS[0]);
  for (const second of seconds) {
    await at(second);
    socket.send(question(0, service, PTR), MDNS[1], MDNS[0]);
  }
}

/** Announces a name and a service by mDNS and answers questions for the service. */
export function answerMdns(name, address, service) {
  const instance = `${name.split('.')[0]}.${service}`;
  const records = [
    [service, PTR, nameBytes(instance)],
    [name, A, Buffer.from(address.split('.').map(Number))],
  ];
  const asked = nameBytes(service);
  const socket = open(MDNS[1], MDNS[0], message => {
    if ((message[2] & 0x80) === 0 && message.includes(asked)) socket.send(answer(records), MDNS[1], MDNS[0]);
  });
  setTimeout(() => socket.send(answer(records), MDNS[1], MDNS[0]), 300);
}

/** Asks for a name by LLMNR, twice, as a desktop does for `wpad`. */
export async function askLlmnr(name, second) {
  const socket = open(0, LLMNR[0]);
  for (const again of [0, 0.41]) {
    await at(second + again);
    socket.send(question(0x5252, name, A), LLMNR[1], LLMNR[0]);
  }
}

/** Announces a UPnP device every `period` seconds and answers searches. */
export function announceSsdp(address, type, period) {
  const common = `CACHE-CONTROL: max-age=1800\r\nLOCATION: http://${address}:8008/device.xml\r\nSERVER: UPnP/1.1 HomeTV/4\r\n`;
  const usn = `USN: uuid:00000000-0000-4000-8000-0000000000${address.split('.')[3]}::${type}\r\n`;
  const notify = `NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nNT: ${type}\r\nNTS: ssdp:alive\r\n${common}${usn}\r\n`;
  const found = `HTTP/1.1 200 OK\r\nEXT:\r\nST: ${type}\r\n${common}${usn}\r\n`;
  const socket = open(SSDP[1], SSDP[0], (message, sender) => {
    if (message.toString('latin1').startsWith('M-SEARCH')) socket.send(found, sender.port, sender.address);
  });
  const announce = () => socket.send(notify, SSDP[1], SSDP[0]);
  setTimeout(announce, 500);
  setInterval(announce, period * 1000);
}

/** Searches for UPnP devices at each of the given seconds. */
export async function searchSsdp(seconds) {
  const search =
    'M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: "ssdp:discover"\r\nMX: 2\r\nST: ssdp:all\r\n\r\n';
  const socket = open(0, SSDP[0]);
  for (const second of seconds) {
    await at(second);
    socket.send(search, SSDP[1], SSDP[0]);
  }
}
