/**
 * A symposium of two hours, typed into 速记 at ten characters a second while packages come in one after the other: words of an input
 * method and keys of their own. No character is lost or doubled, and after kill -9 all are there. `npm run test:faults` types 12,000
 * of them, which takes twenty minutes; `npm test` the first minute.
 */
import { join } from 'node:path'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MeetingPage, PackagePreview } from '../../shared/views.ts'
import { writeBigPackage } from '../support/big-package.ts'
import { call, killApp, launchShanyan, type Shanyan, temporaryFolder } from '../support/electron.ts'
import { faultsTried, times } from '../support/faults.ts'
import { cardOf, createAuthor } from '../support/packages.ts'
import { typist } from '../support/typist.ts'

const profile = join(temporaryFolder('notes-typing'), 'data')
const files = temporaryFolder('packages')
const meeting = v7()
const total = times(12_000, 600)
const packages = times(100, 5)
const ofSentence = 25
const letters = 'abcdefghij0123456789'

let shanyan: Shanyan

/** No character twice in a row, so that a lost or doubled one shows. Every fifth is a key of its own. */
const characterAt = (index: number): string =>
  index % 5 === 4 ? (letters[index % letters.length] ?? 'a') : String.fromCodePoint(0x4e00 + ((index * 7) % 20_000))
const sentences = Array.from({ length: total / ofSentence }, (_, sentence) =>
  Array.from({ length: ofSentence }, (_, at) => characterAt(sentence * ofSentence + at)).join(''),
)
const later = (ms: number) => new Promise((done) => setTimeout(done, ms))
const open = () => launchShanyan({ profile, contentSize: { width: 1366, height: 768 } })

beforeAll(async () => {
  shanyan = await open()
  const { page } = shanyan
  await call(page, 'profile.save', { role: 'headquarters', unit: '省总会', person: '李四', deviceName: '办公室' })
  await call(page, 'records.save', { entity: 'meetings', id: meeting, fields: { kind: { value: 'symposium' } } })
  for (let n = 0; n < packages; n++) {
    const author = createAuthor()
    // a few bundles hold the database long, many announce themselves often
    const [bundles, changes] = n % 5 === 0 ? [2, 15_000] : [5000, 1]
    writeBigPackage(join(files, `${n}.shanyan`), bundles, changes, author)
    await call(page, 'card.take', { text: cardOf(author) })
  }
}, 600_000)
afterAll(() => shanyan?.close().catch(() => undefined))

it(`${total} characters beside imports, then kill -9`, async () => {
  const { page, app } = shanyan
  const hand = typist(page, await page.context().newCDPSession(page))
  await page.goto(`app://shanyan/#/notes/${meeting}`)
  await page.getByRole('textbox', { name: '记一句发言' }).waitFor()

  let imported = 0
  let importing = 0
  let isDone = false
  const failures: unknown[] = []
  const takeIn = async (file: string) => {
    const began = performance.now()
    const previews = await call<PackagePreview[]>(page, 'packages.inspect', { paths: [file] })
    await call(page, 'packages.import', { staged: previews.map(({ staged }) => staged) })
    importing += performance.now() - began
    imported++
  }
  const packagesComeIn = (async () => {
    for (let n = 0; n < packages && !isDone; n++) await takeIn(join(files, `${n}.shanyan`))
  })().catch((error) => {
    // the last one is cut off by the kill
    if (!isDone) failures.push(error)
  })

  const began = performance.now()
  let typed = 0
  let slowest = 0
  /** Types so many characters, and waits until it is the next one's turn. */
  const inTurn = async (count: number, type: () => Promise<unknown>) => {
    const from = performance.now()
    await type()
    slowest = Math.max(slowest, performance.now() - from)
    typed += count
    await later(Math.max(0, began + typed * 100 - performance.now()))
  }
  const say = async (word: string) => {
    await hand.compose('pin')
    await hand.compose("pin'yin")
    await hand.commit(word)
  }
  for (const sentence of sentences) {
    for (let at = 0; at < sentence.length; at += 5) {
      for (const word of [sentence.slice(at, at + 2), sentence.slice(at + 2, at + 4)])
        await inTurn(word.length, () => say(word))
      await inTurn(1, () => page.keyboard.type(sentence[at + 4] ?? ''))
    }
    await page.keyboard.press('Enter')
  }
  const tail = '断电之前'
  for (const character of tail) await inTurn(1, () => hand.commit(character))
  const took = performance.now() - began
  // what is more than a second old is on the disk
  await later(1000)
  isDone = true
  await killApp(app)
  await packagesComeIn
  shanyan = await open()
  const stored = await call<MeetingPage>(shanyan.page, 'meetings.page', { id: meeting })
  expect(stored.statementItems.map(({ text }) => text)).toEqual([...sentences, tail])
  expect(failures).toEqual([])
  expect(imported).toBeGreaterThan(0)
  faultsTried('characters of 速记', total, {
    imported,
    'seconds typed': Math.round(took / 1000),
    'seconds importing': Math.round(importing / 1000),
    'slowest key, ms': Math.round(slowest),
  })
}, 3_600_000)
