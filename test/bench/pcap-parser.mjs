// pcap-parser splitting records, nothing more: the baseline of DESIGN section 5.
import { parse } from 'pcap-parser';

const started = performance.now();
let records = 0;
const parser = parse(process.argv[2]);
parser.on('packet', () => {
  records++;
});
parser.on('end', () => console.log(JSON.stringify({ records, seconds: (performance.now() - started) / 1000 })));
