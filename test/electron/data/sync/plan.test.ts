import { afterEach, expect, test } from 'vitest'
import { createInterned } from '../../../../electron/data/sync/interned.ts'
import { measurePlan, planPackage } from '../../../../electron/data/sync/plan.ts'
import { cleanUp, openDevice } from '../../../support/device.ts'
import { campaignLine } from '../../../support/packages.ts'

afterEach(cleanUp)

test('S-8.6: a large plan is weighed by a sample of its lines, a small one exactly', { timeout: 120_000 }, async () => {
  const office = await openDevice('总会办公室', 'headquarters')
  const { db, log } = office.data
  const peer = await office.peer('laptop')
  const receive = (device: string, from: number, count: number) => {
    // lines of very different length
    const lines = Array.from({ length: count }, (_, n) => campaignLine(from + n, '慈善'.repeat((n * 7) % 300)))
    log.receive({ device, stream: 'base', first: from, last: from + count - 1, sha256: `${device}${from}`, lines })
  }
  const measured = () => measurePlan(db, planPackage(db, createInterned(db), peer, 'all'))
  const exact = () => ({
    records: db.prepare("SELECT count(DISTINCT json_extract(line, '$.id')) FROM changes").pluck().get() as number,
    bytes: db.prepare('SELECT sum(octet_length(line)) FROM changes').pluck().get() as number,
  })
  receive('abcdefghijklmnopa.1', 1, 300)
  expect(measured()).toEqual(exact())
  for (let n = 0; n < 4; n++) receive('abcdefghijklmnopb.1', 1 + n * 8000, 8000)
  const { records, bytes } = exact()
  const about = measured()
  expect(about.records).toBe(records)
  expect(Math.abs(about.bytes / bytes - 1)).toBeLessThan(0.1)
})
