// `npm run bench [-- captures|logs …]`: DESIGN section 5 over captures (captures.mjs), or logs of flows against pandas (logs.mjs).
const [what = 'captures'] = process.argv.slice(2);
if (what === 'logs' || what === 'captures') process.argv.splice(2, 1);
await import(what === 'logs' ? './logs.mjs' : './captures.mjs');
