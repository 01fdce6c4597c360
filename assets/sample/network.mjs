// The sample's network: a home LAN on one bridge, a router, and two stretches of internet behind a slow wire.
//
//   nas sensor camera tv laptop desktop phone          every box is a network namespace
//                    │ br-home (captured)
//                  router ── wire (6 ms) ── near   203.0.113.0/24, 192.0.2.0/24, 2001:db8:cafe::/64
//                    └────── wire (22 ms) ─ far    198.51.100.0/24

import { execFileSync } from 'node:child_process';

const PREFIX = 'burstscope-';

/** Devices on the LAN; `dhcp` ones get their address from the router by a reservation for their MAC address. */
export const DEVICES = [
  { name: 'nas', address: '192.168.20.10' },
  { name: 'camera', address: '192.168.20.21', dhcp: true },
  { name: 'sensor', address: '192.168.20.22' },
  { name: 'tv', address: '192.168.20.31', dhcp: true },
  { name: 'phone', address: '192.168.20.41', dhcp: true, ipv6: true },
  { name: 'laptop', address: '192.168.20.51', dhcp: true, ipv6: true },
  { name: 'desktop', address: '192.168.20.52', dhcp: true },
].map(device => ({ ...device, mac: `02:bb:05:00:20:${hexByte(device.address)}` }));

export const ROUTER = { address: '192.168.20.1', ipv6: '2001:db8:20::1', mac: '02:bb:05:00:20:01' };

const ZONES = {
  near: {
    gateways: ['203.0.113.1/24', '192.0.2.1/24', '2001:db8:cafe::1/64'],
    addresses: [
      '203.0.113.10/24',
      '203.0.113.20/24',
      '203.0.113.30/24',
      '203.0.113.40/24',
      '192.0.2.53/24',
      '192.0.2.123/24',
      '2001:db8:cafe::10/64',
    ],
  },
  far: {
    gateways: ['198.51.100.1/24'],
    addresses: ['198.51.100.23/24', '198.51.100.40/24', '198.51.100.66/24'],
  },
};

/** Server names the upstream resolver knows; everything else does not exist. */
export const SERVER_NAMES = {
  'www.meadow.example': ['203.0.113.10', '2001:db8:cafe::10'],
  'static.meadow.example': ['203.0.113.10', '2001:db8:cafe::10'],
  'video.orchard.example': ['203.0.113.20'],
  'news.harbour.example': ['203.0.113.30'],
  'shop.lantern.example': ['203.0.113.30'],
  'api.weathervane.example': ['203.0.113.40'],
  'telemetry.fernsense.example': ['198.51.100.23'],
  'ingest.doorcam.example': ['198.51.100.40'],
  'sync-7f3a.badger.example': ['198.51.100.66'],
  'time.ridge.example': ['192.0.2.123'],
};

function hexByte(address) {
  return Number(address.split('.')[3]).toString(16).padStart(2, '0');
}

export const namespaceOf = name => PREFIX + name;

function ip(...args) {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Runs `ip` inside a namespace. */
const ipIn = (name, ...args) => ip('-n', namespaceOf(name), ...args);

function run(name, ...command) {
  execFileSync('ip', ['netns', 'exec', namespaceOf(name), ...command], { stdio: ['ignore', 'ignore', 'pipe'] });
}

function addNamespace(name, ipv6) {
  ip('netns', 'add', namespaceOf(name));
  const off = ipv6 ? 0 : 1;
  run(name, 'sysctl', '-qw', `net.ipv6.conf.all.disable_ipv6=${off}`, `net.ipv6.conf.default.disable_ipv6=${off}`);
  ipIn(name, 'link', 'set', 'lo', 'up');
}

/** A virtual cable; segmentation offload is off at both ends so that every record is a frame of at most 1,514 bytes. */
function cable([nameA, linkA], [nameB, linkB]) {
  ip(
    ...['link', 'add', linkA, 'netns', namespaceOf(nameA), 'type', 'veth'],
    ...['peer', 'name', linkB, 'netns', namespaceOf(nameB)],
  );
  run(nameA, 'ethtool', '-K', linkA, 'tx', 'off', 'tso', 'off', 'gso', 'off', 'gro', 'off');
  run(nameB, 'ethtool', '-K', linkB, 'tx', 'off', 'tso', 'off', 'gso', 'off', 'gro', 'off');
}

function addRouter() {
  addNamespace('router', true);
  run('router', 'sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1');
  ipIn('router', 'link', 'add', 'br-home', 'address', ROUTER.mac, 'type', 'bridge', 'mcast_snooping', '0');
  ipIn('router', 'addr', 'add', `${ROUTER.address}/24`, 'brd', '+', 'dev', 'br-home');
  ipIn('router', 'addr', 'add', `${ROUTER.ipv6}/64`, 'dev', 'br-home', 'nodad');
  run('router', 'ethtool', '-K', 'br-home', 'tx', 'off', 'tso', 'off', 'gso', 'off', 'gro', 'off');
  ipIn('router', 'link', 'set', 'br-home', 'up');
}

function addZone(name) {
  addNamespace(name, true);
  cable(['router', `wan-${name}`], ['wire', `${name}-in`]);
  cable(['wire', `${name}-out`], [name, 'eth0']);
  for (const end of ['in', 'out']) ipIn('wire', 'link', 'set', `${name}-${end}`, 'promisc', 'on', 'up');
  for (const gateway of ZONES[name].gateways)
    ipIn('router', 'addr', 'add', gateway, 'dev', `wan-${name}`, ...nodad(gateway));
  ipIn('router', 'link', 'set', `wan-${name}`, 'up');
  for (const address of ZONES[name].addresses) ipIn(name, 'addr', 'add', address, 'dev', 'eth0', ...nodad(address));
  ipIn(name, 'link', 'set', 'eth0', 'up');
  for (const gateway of ZONES[name].gateways) {
    const [via] = gateway.split('/');
    const family = via.includes(':') ? '-6' : '-4';
    ipIn(name, family, 'route', 'append', 'default', 'via', via);
  }
}

const nodad = address => (address.includes(':') ? ['nodad'] : []);

function addDevice(device) {
  addNamespace(device.name, device.ipv6);
  cable(['router', `port-${device.name}`], [device.name, 'eth0']);
  ipIn(device.name, 'link', 'set', 'eth0', 'address', device.mac);
  run('router', 'sysctl', '-qw', `net.ipv6.conf.port-${device.name}.disable_ipv6=1`);
  ipIn('router', 'link', 'set', `port-${device.name}`, 'master', 'br-home', 'up');
  if (device.dhcp) return;
  ipIn(device.name, 'addr', 'add', `${device.address}/24`, 'brd', '+', 'dev', 'eth0');
  ipIn(device.name, 'link', 'set', 'eth0', 'up');
  ipIn(device.name, 'route', 'add', 'default', 'via', ROUTER.address);
}

/** Builds everything; devices with DHCP stay switched off until `plugIn`. */
export function buildNetwork() {
  addRouter();
  addNamespace('wire', false);
  for (const name of Object.keys(ZONES)) addZone(name);
  for (const device of DEVICES) addDevice(device);
}

export const plugIn = name => ipIn(name, 'link', 'set', 'eth0', 'up');

/** Takes a device's port of the switch down or up again: its link is lost, its programs keep running. */
export const setPort = (name, state) => ipIn('router', 'link', 'set', `port-${name}`, state);

export function addressOf(name) {
  const text = execFileSync('ip', ['-n', namespaceOf(name), '-4', '-o', 'addr', 'show', 'eth0'], { encoding: 'utf8' });
  return /inet ([\d.]+)/.exec(text)?.[1];
}

/** Removes every namespace of the sample that exists, with all links in it. */
export function removeNetwork() {
  for (const name of ['router', 'wire', ...Object.keys(ZONES), ...DEVICES.map(device => device.name)]) {
    try {
      ip('netns', 'del', namespaceOf(name));
    } catch {
      // It was never made, or an interrupted run took it away already.
    }
  }
}
