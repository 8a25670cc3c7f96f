/** Dependencies point one way (docs/architecture.md). `scripts/boundaries.js` also fails when fewer modules are seen than exist. */
const inner = (name, from, allowed) => ({
  name,
  severity: 'error',
  comment: `src/${from} may see only: ${allowed.join(', ') || 'nothing'}`,
  from: { path: `^src/${from}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: '^src/', pathNot: [`^src/${from}/`, ...allowed.map((a) => `^src/${a}/`)] },
})

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      comment: 'What tests share lies outside src; the build takes nothing from there.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(\\.\\./)+test/support/' },
    },
    inner('domain-sees-nothing', 'domain', []),
    inner('geo-sees-domain', 'geo', ['domain']),
    inner('matching-sees-geo', 'matching', ['domain', 'geo']),
    inner('monitoring-sees-geo', 'monitoring', ['domain', 'geo']),
    inner('patterns-see-geo', 'patterns', ['domain', 'geo']),
    inner('ingest-sees-geo', 'ingest', ['domain', 'geo']),
    inner('simulate-sees-geo', 'simulate', ['domain', 'geo']),
    inner('report-sees-pure-folders', 'report', ['domain', 'geo', 'portal/map']),
    inner('store-sees-findings', 'store', ['domain', 'geo', 'monitoring', 'patterns']),
    inner('server-knows-no-edge', 'server', ['domain', 'app', 'store']),
    inner('app-sees-pure-folders-and-stores', 'app', [
      'domain',
      'geo',
      'matching',
      'monitoring',
      'patterns',
      'ingest',
      'report',
      'simulate',
      'store',
    ]),
    {
      name: 'open-towns-know-no-engine',
      severity: 'error',
      comment:
        'The second simulator must share nothing with the engine it tries, nor with the first.',
      from: { path: '^src/validate/open-towns/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/validate/(open-towns/|validation-town)',
          '^src/(domain|geo)/',
          '^src/simulate/random',
        ],
      },
    },
    {
      name: 'only-compose-names-an-engine',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(compose|store/)' },
      to: { path: '^src/store/.*/(pglite|postgres|chdb|clickhouse-)' },
    },
    {
      name: 'edges-do-not-mix',
      severity: 'error',
      from: { path: '^src/(http|portal|cli|mail|devices|notices)/' },
      to: { path: '^src/(http|portal|cli|mail|devices|notices)/', pathNot: '^src/$1/' },
    },
    {
      name: 'the-browser-gets-little',
      severity: 'error',
      comment: 'What the map needs is sent to every reader of a page with a map.',
      from: { path: '^src/portal/browser/' },
      to: { path: '^src/', pathNot: '^src/(portal/(browser|map)|domain|geo)/' },
    },
    {
      name: 'the-server-runs-no-browser-code',
      severity: 'error',
      from: { pathNot: '^src/portal/browser/' },
      to: { path: '^src/portal/browser/' },
    },
    {
      name: 'the-server-lays-out-no-report',
      severity: 'error',
      comment:
        'Pages and maps take seconds of work: a thread of its own does it (write-report.ts).',
      from: { path: '^src/(serve|server-over)\\.ts$' },
      to: { path: '^src/report/(write-docx|write-pdf|map-png)', reachable: true },
    },
    {
      name: 'pure-folders-use-no-node',
      severity: 'error',
      from: {
        path: '^src/(domain|geo|matching|monitoring|patterns|simulate|validate/open-towns|portal/browser|portal/map)/',
        pathNot: '\\.test\\.tsx?$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-dev-dependencies-in-src',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.tsx?$' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
