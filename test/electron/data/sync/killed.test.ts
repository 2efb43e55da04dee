import { killedSuite } from '../../../support/killed-suite.ts'

killedSuite('data', 8)
