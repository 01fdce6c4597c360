// `npm run sample`: plays the home network for a few minutes, captures its bridge, writes assets/sample.pcapng.

import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { cleanCapture, readPcap } from './clean.mjs';
import * as network from './network.mjs';
import { prepareServices, timeClient } from './services.mjs';

const LENGTH_S = 270;
const LINK_LOST_S = [121, 141];
const TARGET = fileURLToPath(new URL('../sample.pcapng', import.meta.url));

const PACKAGES = {
  ip: 'iproute2',
  sysctl: 'procps',
  ethtool: 'ethtool',
  ping: 'iputils-ping',
  dnsmasq: 'dnsmasq-base',
  nginx: 'nginx',
  chronyd: 'chrony',
  udhcpc: 'udhcpc',
  curl: 'curl',
  openssl: 'openssl',
  tcpdump: 'tcpdump',
  python3: 'python3',
};

// The resolver's files are bound inside the mount namespace that `ip netns exec` makes, so the machine's own stay as they are.
const IN_NAMESPACE = `d=$1 r=$2; shift 2
mount --bind $d/$r /etc/resolv.conf && mount --bind $d/nsswitch.conf /etc/nsswitch.conf && mount --bind $d/hosts /etc/hosts && exec "$@"`;

class Refusal extends Error {}

function hasProgram(name) {
  return process.env.PATH.split(delimiter).some(folder => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function checkMachine() {
  process.env.PATH += `${delimiter}/usr/sbin${delimiter}/sbin`;
  if (process.platform !== 'linux')
    throw new Refusal('The sample is made with Linux network namespaces; run this on Linux.');
  if (process.getuid() !== 0) throw new Refusal('The sample needs network namespaces; run `npm run sample` as root.');
  const missing = Object.keys(PACKAGES).filter(name => !hasProgram(name));
  if (missing.length === 0) return;
  const packages = missing.map(name => PACKAGES[name]).join(' ');
  throw new Refusal(`Not found: ${missing.join(', ')}. On Debian: apt-get install ${packages}`);
}

const directory = mkdtempSync(join(tmpdir(), 'burstscope-sample-'));
const running = new Set();
let startMs = Date.now();
let over = false;

/** Starts a program inside a namespace; its standard error is shown when it ends before the sample is over. */
function start(name, command) {
  const resolver = name === 'tv' ? 'resolv-tv.conf' : 'resolv.conf';
  const inside = ['netns', 'exec', network.namespaceOf(name), 'sh', '-c', IN_NAMESPACE, 'sh', directory, resolver];
  const env = { PATH: process.env.PATH, SAMPLE_START_MS: String(startMs), SAMPLE_LENGTH_S: String(LENGTH_S) };
  const child = spawn('ip', [...inside, ...command], { detached: true, env, stdio: ['ignore', 'ignore', 'pipe'] });
  child.errors = '';
  child.stderr.on('data', text => {
    child.errors = (child.errors + text).slice(-4000);
  });
  running.add(child);
  child.on('close', code => {
    running.delete(child);
    if (!over && code !== 0) console.error(`${name}: ${command[0]} ended with ${code}. ${child.errors}`);
  });
  return child;
}

const actor = file => fileURLToPath(new URL(`./actors/${file}`, import.meta.url));
const play = name => start(name, [process.execPath, actor(`${name}.mjs`)]);
const at = seconds => sleep(Math.max(0, startMs + seconds * 1000 - Date.now()));

async function joinHome(name) {
  network.plugIn(name);
  const client = [
    'udhcpc',
    '-f',
    '-a',
    '-i',
    'eth0',
    '-s',
    actor('lease.sh'),
    '-V',
    'home-device',
    '-x',
    `hostname:${name}`,
  ];
  start(name, client);
  for (let tries = 0; network.addressOf(name) === undefined; tries++) {
    if (tries === 150) throw new Error(`${name} got no address by DHCP.`);
    await sleep(100);
  }
  play(name);
}

async function capture(path) {
  const options = ['-i', 'br-home', '--time-stamp-precision=nano', '-B', '16384', '-s', '2048', '-U', '-Z', 'root'];
  const tcpdump = start('router', ['tcpdump', ...options, '-w', path]);
  while (!tcpdump.errors.includes('listening on')) await sleep(50);
  return tcpdump;
}

async function finish(tcpdump) {
  process.kill(tcpdump.pid, 'SIGINT');
  await new Promise(resolve => tcpdump.on('close', resolve));
  const dropped = Number(/(\d+) packets dropped by kernel/.exec(tcpdump.errors)?.[1]);
  if (dropped !== 0) throw new Error(`tcpdump dropped ${dropped} packets; run the script again on a calmer machine.`);
}

async function stopAll() {
  over = true;
  const ended = [...running].map(child => new Promise(resolve => child.on('close', resolve)));
  for (const child of running) process.kill(-child.pid, 'SIGTERM');
  await Promise.race([Promise.all(ended), sleep(1500)]);
  for (const child of running) process.kill(-child.pid, 'SIGKILL');
}

async function cleanUp() {
  await stopAll();
  network.removeNetwork();
  rmSync(directory, { recursive: true, force: true });
}

async function playHome() {
  for (const [name, joins] of [
    ['camera', 1],
    ['tv', 3],
    ['laptop', 5],
    ['desktop', 8],
    ['phone', 14],
  ]) {
    await at(joins);
    await joinHome(name);
    if (name === 'tv') start('router', ['ping', '192.168.20.31']);
    if (name === 'laptop') start('laptop', timeClient(directory, 'laptop'));
  }
  await at(LINK_LOST_S[0]);
  network.setPort('tv', 'down');
  await at(LINK_LOST_S[1]);
  network.setPort('tv', 'up');
  await at(LENGTH_S);
}

async function make() {
  network.removeNetwork();
  network.buildNetwork();
  const services = prepareServices(directory);
  start('wire', ['python3', actor('wire.py'), 'near-in:near-out:6', 'far-in:far-out:22']);
  for (const [name, command] of services) start(name, command);
  start('far', [process.execPath, actor('cloud.mjs')]);
  await sleep(3000);
  const path = join(directory, 'br-home.pcap');
  const tcpdump = await capture(path);
  startMs = Date.now();
  console.log(`Playing the home network for ${LENGTH_S} s.`);
  for (const name of ['nas', 'sensor']) play(name);
  start('nas', timeClient(directory, 'nas'));
  await playHome();
  over = true;
  await finish(tcpdump);
  const raw = readFileSync(path);
  const clean = cleanCapture(raw);
  writeFileSync(`${TARGET}.tmp`, clean);
  renameSync(`${TARGET}.tmp`, TARGET);
  console.log(`Wrote assets/sample.pcapng: ${readPcap(raw).length} records, ${clean.length} bytes.`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, async () => {
    await cleanUp();
    process.exit(130);
  });
}

try {
  checkMachine();
  await make();
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
