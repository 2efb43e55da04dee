/**
 * `npm run test:faults`: every fault of the exchange at its whole count, from a fresh clone. Prints what was tried; ends with
 * `N passed, N failed`. Takes about an hour on two cores.
 */
process.env.SHANYAN_FAULTS = 'whole'
const places = ['shared/sync', 'electron/data/keys', 'electron/data/sync', 'electron/data/transport']
process.argv.splice(2, Infinity, '--only', 'unit', ...places.map((place) => `test/${place}/`))
await import('./run.mjs')
