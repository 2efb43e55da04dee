/** What tests that look at screens begin with. */
import type { Page } from 'playwright-core'
import { call } from './electron.ts'
import { settle } from './looks.ts'

/** Another place of the window, once nothing loads there any more. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((next) => {
    location.hash = next
  }, hash)
  await settle(page)
}

/** Writes fields of a record, beside the window. */
export const saveRecord = (page: Page, entity: string, id: string, fields: Record<string, unknown>): Promise<unknown> =>
  call(page, 'records.save', {
    entity,
    id,
    fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value }])),
  })

/** First use is behind us: headquarters, with the demonstration data. */
export async function startAsHeadquarters(page: Page): Promise<void> {
  await call(page, 'profile.save', {
    role: 'headquarters',
    unit: '江苏省慈善总会',
    person: '李四',
    deviceName: '总会办公室',
    demo: true,
  })
  await page.reload()
  await settle(page)
}
