// The layers of ARCHITECTURE.md, in order: a folder imports only what stands before it.
const order = [
  'shared',
  'main/bytes',
  'main/capture',
  'main/decode',
  'main/logs',
  'main/store',
  'main/timing',
  'main/tables',
  'main/analysis',
  'main/filter',
  'main/read',
  'main/export',
  'main/session',
  'main/host',
];
const folder = name => `^${name}/`;

const upstreamOnly = order.slice(0, -1).map((name, i) => ({
  name: `${name.replace('main/', '')}-imports-only-upstream`,
  severity: 'error',
  from: { path: folder(name) },
  to: { path: [...order.slice(i + 1).map(folder), ...(name === 'shared' ? ['^main/'] : []), '^renderer/'] },
}));

module.exports = {
  forbidden: [
    ...upstreamOnly,
    { name: 'main-never-imports-renderer', severity: 'error', from: { path: '^main/' }, to: { path: '^renderer/' } },
    { name: 'renderer-imports-only-shared', severity: 'error', from: { path: '^renderer/' }, to: { path: '^main/' } },
    {
      name: 'link-stands-first-in-renderer',
      severity: 'error',
      from: { path: '^renderer/link/' },
      to: { path: '^renderer/', pathNot: '^renderer/link/' },
    },
    {
      name: 'state-sees-only-link',
      severity: 'error',
      from: { path: '^renderer/state/' },
      to: { path: '^renderer/(graph|chart|grid|ui|views)/' },
    },
    {
      name: 'parts-never-import-views',
      severity: 'error',
      from: { path: '^renderer/(graph|chart|grid|ui)/' },
      to: { path: '^renderer/views/' },
    },
    {
      name: 'node-stays-out-of-shared-and-renderer',
      severity: 'error',
      from: { path: '^(shared|renderer)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-only-in-its-host',
      comment: 'importing electron in plain Node starts a download and throws',
      severity: 'error',
      from: { path: '^(main|shared|renderer|test)/', pathNot: '^main/host/electron/' },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'hosts-do-not-know-each-other',
      severity: 'error',
      from: { path: '^main/host/(electron|web|cli)/' },
      to: { path: '^main/host/(electron|web|cli)/', pathNot: '^main/host/$1/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
