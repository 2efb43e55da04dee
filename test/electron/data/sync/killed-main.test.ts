import { beforeAll } from 'vitest'
import { ensureBuilt } from '../../../../electron/launch/build.mjs'
import { killedSuite } from '../../../support/killed-suite.ts'

// the processes are the built ones
beforeAll(() => ensureBuilt(), 120_000)

killedSuite('main', 4)
killedSuite('group', 4)
