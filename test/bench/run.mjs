// `npm run bench [-- captures|logs|access-log …]`: DESIGN section 5 over captures (captures.mjs), logs of flows (logs.mjs) and
// access logs (access-log.mjs) against pandas.
const WHAT = ['captures', 'logs', 'access-log'];
const [first] = process.argv.slice(2);
const what = WHAT.find(one => one === first);
if (what !== undefined) process.argv.splice(2, 1);
await import(`./${what ?? 'captures'}.mjs`);
