// `npm run bench [-- captures|logs|access-log …]`: DESIGN section 5 over captures (captures.mjs), logs of flows (logs.mjs) and
// access logs (access-log.mjs) against pandas.
const WORK = {
  captures: () => import('./captures.mjs'),
  logs: () => import('./logs.mjs'),
  'access-log': () => import('./access-log.mjs'),
};
const [first] = process.argv.slice(2);
const what = first !== undefined && Object.hasOwn(WORK, first) ? first : undefined;
if (what !== undefined) process.argv.splice(2, 1);
await WORK[what ?? 'captures']();
