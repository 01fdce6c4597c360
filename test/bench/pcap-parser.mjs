// npm's pcap-parser splitting records, and nothing more. It stops after the given seconds, which are then its time.
import { parse } from 'pcap-parser';

const [path, limit] = process.argv.slice(2);
const started = performance.now();
const seconds = () => (performance.now() - started) / 1000;
let records = 0;

function report(whole) {
  console.log(JSON.stringify({ records, seconds: seconds(), whole }));
  process.exit(0);
}

parse(path)
  .on('packet', () => {
    records++;
    if (records % 100_000 === 0 && seconds() > Number(limit)) report(false);
  })
  .on('end', () => report(true))
  .on('error', error => {
    throw error;
  });
