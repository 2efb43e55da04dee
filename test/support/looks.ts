/** What every screen must keep, measured on the page itself. */
import { crc32, deflateSync } from 'node:zlib'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { call, type Shanyan, screenshot, setContentSize } from './electron.ts'

export const sizes = [
  { name: '1366', width: 1366, height: 768 },
  { name: '1920', width: 1920, height: 1080 },
  { name: '911', width: 911, height: 512 },
] as const
const themes = ['light', 'dark'] as const

/** From small to large and back, so that each step changes one thing. */
const looks = [
  { ...sizes[0], theme: themes[0] },
  { ...sizes[1], theme: themes[0] },
  { ...sizes[2], theme: themes[0] },
  { ...sizes[2], theme: themes[1] },
  { ...sizes[1], theme: themes[1] },
  { ...sizes[0], theme: themes[1] },
]

export type Look = (name: string) => Promise<void>

/**
 * Takes a screen's picture at every size in both themes; nothing may be too wide or too small, and axe-core finds nothing. `folding`:
 * screens whose panels fold on a small one, where axe-core looks too.
 */
export function lookAt(shanyan: Shanyan, folding: ReadonlySet<string> = new Set()): Look {
  const { app, page } = shanyan
  let size = ''
  let theme = ''
  async function show(next: (typeof looks)[number]) {
    if (theme !== next.theme) {
      await call(page, 'window.theme', { mode: next.theme })
      const isDark = next.theme === 'dark'
      await page.waitForFunction((dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark, isDark)
      theme = next.theme
    }
    if (size !== next.name) await setContentSize(app, page, next)
    size = next.name
  }
  return async (name) => {
    const problems: string[] = []
    for (const one of looks) {
      await show(one)
      await settle(page)
      await screenshot(page, `${name}-${one.name}-${one.theme}`)
      const checked = one.name === '1366' || (one.name === '911' && one.theme === 'light' && folding.has(name))
      const found = [...(await measure(page)), ...(checked ? await violations(page) : [])]
      problems.push(...found.map((problem) => `${one.name} ${one.theme}: ${problem}`))
    }
    await show(looks[0]!)
    expect(problems).toEqual([])
  }
}

/** Until nothing loads any more: a heading, no skeleton, fonts and pictures here, the page the same two frames later. */
export async function settle(page: Page, patience = 10_000): Promise<void> {
  const began = Date.now()
  while (!(await isStill(page))) {
    if (Date.now() - began > patience)
      throw new Error(`the page is not still: ${await page.evaluate(() => location.hash)}`)
  }
}

const isStill = (page: Page): Promise<boolean> =>
  page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    const face = () => `${location.hash} ${document.body.innerHTML}`
    const before = face()
    await document.fonts.ready
    await frame()
    await new Promise((done) => setTimeout(done, 40))
    await frame()
    // a picture far below is not even asked for
    const isShown = (image: HTMLImageElement) => {
      const { top, bottom } = image.getBoundingClientRect()
      return image.loading !== 'lazy' || (bottom > 0 && top < innerHeight)
    }
    const pictures = [...document.images].filter(isShown)
    const loads = document.querySelector('.skeleton') || pictures.some((image) => !image.complete)
    return !loads && document.querySelector('h1') !== null && face() === before
  })

/** Sentences about what is too wide, too small or out of reach; none is right. */
export function measure(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>()
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${(element.textContent ?? '').slice(0, 20)}”`
    const scroller = document.scrollingElement
    if (scroller && scroller.scrollWidth > innerWidth) found.add(`page is ${scroller.scrollWidth} wide`)
    for (const element of document.querySelectorAll<HTMLElement>('#root *')) {
      const style = getComputedStyle(element)
      const isSheet = element.id === 'content'
      const scrolls = /auto|scroll/.test(style.overflowX) && style.display !== 'inline'
      // a field scrolls its own text, and a wide table in its own frame that the keyboard reaches
      const own = element.matches('input, textarea, [role="group"][tabindex="0"]')
      if ((isSheet || scrolls) && !own && element.scrollWidth > element.clientWidth + 1)
        found.add(`${nameOf(element)} is ${element.scrollWidth} in ${element.clientWidth}`)
    }
    const reachable = 'a[href], button, input, textarea, select, [role="radio"], [role="tab"], [tabindex="0"]'
    for (const element of document.querySelectorAll<HTMLElement>(reachable)) {
      const box = element.getBoundingClientRect()
      if (element.closest('[role="group"][tabindex="0"]')) continue
      if (box.width > 1 && box.height > 1 && (box.right > innerWidth + 1 || box.left < -1) && box.left > -9000)
        found.add(`${nameOf(element)} ends at ${Math.round(box.right)}`)
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement
      if (!parent || !texts.currentNode.textContent?.trim() || parent.closest('.sr-only, script, style')) continue
      const box = parent.getBoundingClientRect()
      if (box.width <= 1 || box.height <= 1) continue
      const size = Number.parseFloat(getComputedStyle(parent).fontSize)
      if (size < 13) found.add(`${nameOf(parent)} is ${size} px`)
    }
    return [...found]
  })
}

/** axe-core's violations, a sentence each. Electron needs the legacy mode. */
export async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 4).map(({ target, failureSummary }) => {
      const [, reason = ''] = (failureSummary ?? '').split('\n')
      return `axe ${id}: ${target.join(' ')}: ${reason.trim()}`
    }),
  )
}

/** A picture to be taken in as a photo: a slope of two colours. */
export function photo(width: number, height: number, from: readonly number[], to: readonly number[]): Buffer {
  const rows: number[] = []
  for (let y = 0; y < height; y++) {
    rows.push(0)
    for (let x = 0; x < width; x++) {
      const share = (x / width + y / height) / 2
      for (const channel of [0, 1, 2]) rows.push(Math.round(from[channel]! * (1 - share) + to[channel]! * share))
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
