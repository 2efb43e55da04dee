/**
 * `npm run test:faults`: every fault of the exchange at its whole count, and a symposium of two hours typed at ten characters a second,
 * from a fresh clone. Prints what was tried; ends with `N passed, N failed`. Takes an hour and a half on two cores.
 */
process.env.SHANYAN_FAULTS = 'whole'
const places = ['shared/sync', 'electron/data/keys', 'electron/data/sync', 'electron/data/transport']
process.argv.splice(
  2,
  Infinity,
  '--only',
  'unit,e2e',
  ...places.map((place) => `test/${place}/`),
  'test/e2e/notes-typing',
)
await import('./run.mjs')
