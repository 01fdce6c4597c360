// The servers of the sample and their settings: dnsmasq, nginx, chronyd, all files in one temporary directory.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEVICES, ROUTER, SERVER_NAMES } from './network.mjs';

const TLS_NAMES = [
  'www.meadow.example',
  'static.meadow.example',
  'news.harbour.example',
  'api.weathervane.example',
  'telemetry.fernsense.example',
];

const PAGES = {
  '/': 6,
  '/style.css': 9,
  '/app.js': 31,
  '/hero.webp': 48,
  '/a.webp': 14,
  '/b.webp': 22,
  '/feed.json': 4,
};

/** Bytes that do not compress and are the same in every run. */
function noise(length) {
  const bytes = Buffer.alloc(length);
  for (let i = 0, x = 1; i < length; i++) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    bytes[i] = x >>> 24;
  }
  return bytes;
}

function writePages(root) {
  mkdirSync(root, { recursive: true });
  for (const [path, kilobytes] of Object.entries(PAGES)) {
    writeFileSync(join(root, path === '/' ? 'index.html' : path), noise(kilobytes * 1000));
  }
  writeFileSync(join(root, 'film.mp4'), noise(8_000_000));
}

function writeCertificates(directory) {
  for (const name of TLS_NAMES) {
    const path = join(directory, name);
    const options = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '30',
    ];
    const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
    execFileSync('openssl', [...options, ...names, '-keyout', `${path}.key`, '-out', `${path}.crt`], {
      stdio: 'ignore',
    });
  }
}

function nginxSite(name, directory) {
  return `server {
  server_name ${name};
  listen 0.0.0.0:443 ssl http2; listen [::]:443 ssl http2;
  ssl_certificate ${join(directory, name)}.crt; ssl_certificate_key ${join(directory, name)}.key;
  location = /v1/readings { return 204; }
}`;
}

function writeNginx(directory, zone) {
  const path = join(directory, `nginx-${zone}.conf`);
  writeFileSync(
    path,
    `user root; daemon off; worker_processes 1; pid ${path}.pid; error_log stderr error;
events { worker_connections 64; }
http {
  server_tokens off; access_log off; root ${join(directory, 'www')};
  client_body_temp_path ${path}.body; proxy_temp_path ${path}.proxy; fastcgi_temp_path ${path}.fastcgi;
  uwsgi_temp_path ${path}.uwsgi; scgi_temp_path ${path}.scgi;
  types { text/html html; text/css css; application/javascript js; image/webp webp; application/json json; video/mp4 mp4; }
  server { listen 0.0.0.0:80 default_server; listen [::]:80; server_name _; }
  server { listen 0.0.0.0:80; server_name video.orchard.example; limit_rate 96k; limit_rate_after 64k; }
  ${TLS_NAMES.map(name => nginxSite(name, directory)).join('\n  ')}
}
`,
  );
  return ['nginx', '-e', 'stderr', '-c', path];
}

function writeChrony(directory, name, lines) {
  const path = join(directory, `chrony-${name}.conf`);
  writeFileSync(path, `${lines.join('\n')}\ncmdport 0\nbindcmdaddress /\npidfile ${path}.pid\n`);
  return ['chronyd', '-d', '-x', '-u', 'root', '-f', path];
}

function routerDnsmasq(directory) {
  const leases = DEVICES.filter(device => device.dhcp).map(d => `--dhcp-host=${d.mac},${d.address},${d.name},4m`);
  const fixed = DEVICES.filter(device => !device.dhcp).map(d => `--host-record=${d.name}.home.arpa,${d.address}`);
  return [
    ...['dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--user=root', '--no-hosts', '--no-resolv'],
    ...['--interface=br-home', '--bind-interfaces', '--server=192.0.2.53', '--local=/home.arpa/', '--domain=home.arpa'],
    ...['--dhcp-authoritative', '--dhcp-range=192.168.20.100,192.168.20.150,4m', '--enable-ra'],
    ...[
      '--dhcp-range=2001:db8:20::,ra-only',
      '--ra-param=br-home,60',
      `--host-record=router.home.arpa,${ROUTER.address}`,
    ],
    ...[`--dhcp-leasefile=${join(directory, 'leases')}`, '--pid-file=', '--log-facility=-', ...leases, ...fixed],
  ];
}

function upstreamDnsmasq() {
  const records = Object.entries(SERVER_NAMES).map(
    ([name, addresses]) => `--host-record=${[name, ...addresses].join(',')}`,
  );
  return [
    ...['dnsmasq', '--keep-in-foreground', '--conf-file=/dev/null', '--user=root', '--no-hosts', '--no-resolv'],
    ...[
      '--listen-address=192.0.2.53',
      '--bind-interfaces',
      '--local=/example/',
      '--pid-file=',
      '--log-facility=-',
      '--local-ttl=60',
    ],
    ...records,
  ];
}

/** Writes every settings file below `directory`; returns [namespace, command] for each server, in starting order. */
export function prepareServices(directory) {
  writePages(join(directory, 'www'));
  writeCertificates(directory);
  writeFileSync(join(directory, 'nsswitch.conf'), 'hosts: files dns\n');
  writeFileSync(join(directory, 'hosts'), '127.0.0.1 localhost\n');
  writeFileSync(join(directory, 'resolv.conf'), `nameserver ${ROUTER.address}\n`);
  writeFileSync(join(directory, 'resolv-tv.conf'), 'nameserver 192.0.2.53\n');
  const clock = ['local stratum 2', 'allow', 'bindaddress 192.0.2.123'];
  return [
    ['near', upstreamDnsmasq()],
    ['near', writeNginx(directory, 'near')],
    ['near', writeChrony(directory, 'server', clock)],
    ['far', writeNginx(directory, 'far')],
    ['router', routerDnsmasq(directory)],
  ];
}

/** The command of a time client that asks every 16 s. */
export function timeClient(directory, name) {
  return writeChrony(directory, name, ['server time.ridge.example minpoll 4 maxpoll 4', 'port 0']);
}
