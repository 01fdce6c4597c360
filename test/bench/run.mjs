// `npm run bench [-- captures|logs|access-log|window …]`: DESIGN section 5 over captures (captures.mjs), logs of flows (logs.mjs),
// access logs (access-log.mjs) against pandas, and the window itself (window.mjs).
const WORK = {
  window: () => import('./window.mjs'),
  captures: () => import('./captures.mjs'),
  logs: () => import('./logs.mjs'),
  'access-log': () => import('./access-log.mjs'),
};
const [first] = process.argv.slice(2);
const what = first !== undefined && Object.hasOwn(WORK, first) ? first : undefined;
if (what !== undefined) process.argv.splice(2, 1);
await WORK[what ?? 'captures']();
