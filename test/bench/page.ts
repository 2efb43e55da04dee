/** What runs inside the window. Each function is sent there as its text: it can use nothing from outside itself. */

export type Saved = { ms: number; refresh: number }

/**
 * Saves of one field each, as an editor that was opened on the current value. Each begins when the open list has read itself afresh
 * after the one before; `refresh`: how long after a save the data process answers at once again, ms.
 */
export async function saves({ ids, rest, stamp }: { ids: string[]; rest: number; stamp: number }): Promise<Saved[]> {
  const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))
  const roundTrip = async () => {
    const began = performance.now()
    await window.shanyan.call('jobs.cancel', { job: crypto.randomUUID() })
    return performance.now() - began
  }
  const saved: Saved[] = []
  for (const id of ids) {
    const record = JSON.parse(await window.shanyan.call('records.get', { entity: 'findings', id })).value
    await wait(rest)
    const analysis = { value: `第${stamp}次整理：意见已经核对，待复核。`, base: record.heads.analysis }
    const began = performance.now()
    const { ok } = JSON.parse(
      await window.shanyan.call('records.save', { entity: 'findings', id, fields: { analysis } }),
    )
    const ms = performance.now() - began
    if (!ok) throw new Error('records.save failed')
    const after = performance.now()
    let busy = after
    // reads of the refresh go out 50 ms after the announcement
    for (let quick = 0; quick < 10 && performance.now() - after < 5000; ) {
      await wait(15)
      if ((await roundTrip()) < 5) quick++
      else {
        quick = 0
        busy = performance.now()
      }
    }
    saved.push({ ms, refresh: busy - after })
  }
  return saved
}

/** Milliseconds of calls that do nothing. */
export async function roundTrips({ count, rest }: { count: number; rest: number }): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < count; n++) {
    await new Promise((done) => setTimeout(done, rest))
    const began = performance.now()
    JSON.parse(await window.shanyan.call('jobs.cancel', { job: crypto.randomUUID() }))
    times.push(performance.now() - began)
  }
  return times
}

export type Read = { operation: string; input: unknown; count: number }

/** Milliseconds of reads, parsed. */
export async function reads({ operation, input, count }: Read): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < count; n++) {
    const began = performance.now()
    const { ok } = JSON.parse(await window.shanyan.call(operation as never, input))
    times.push(performance.now() - began)
    if (!ok) throw new Error(`${operation} failed`)
  }
  return times
}

/** How long an empty call waits that is asked right after another. */
export async function beside({ operation, input }: Read): Promise<number[]> {
  const other = window.shanyan.call(operation as never, input)
  const began = performance.now()
  await window.shanyan.call('jobs.cancel', { job: crypto.randomUUID() })
  const ms = performance.now() - began
  await other
  return [ms]
}

/** Makes `settings.get` answer as many characters as this read does; tells how many rows that read had. */
export async function weigh({ operation, input }: Read): Promise<{ rows: number; total: number; length: number }> {
  const body = await window.shanyan.call(operation as never, input)
  // the same characters, but none that JSON would write as two
  const value = body.replace(/["\\]/g, '·')
  await window.shanyan.call('settings.save', { key: 'bench', value })
  const { rows, total } = JSON.parse(body).value
  return { rows: rows.length, total, length: body.length }
}

type Watch = { frames: number[]; tasks: number[]; saves: { ms: number; waiting: boolean }[]; stop(): void }

/** Begins to watch frames and long tasks, and saves five times a second. */
export function watch({ ids }: { ids: string[] }): void {
  const state: Watch = { frames: [], tasks: [], saves: [], stop: () => {} }
  let on = true
  let last = 0
  const frame = (now: number) => {
    if (last) state.frames.push(now - last)
    last = now
    if (on) requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) state.tasks.push(entry.duration)
  })
  observer.observe({ type: 'longtask' })
  let n = 0
  const save = async () => {
    const id = ids[n++ % ids.length]
    const fields = { analysis: { value: `导入时整理第${n}次` } }
    const began = performance.now()
    const { ok, value } = JSON.parse(await window.shanyan.call('records.save', { entity: 'findings', id, fields }))
    if (ok) state.saves.push({ ms: performance.now() - began, waiting: value.waiting })
  }
  const timer = setInterval(save, 200)
  state.stop = () => {
    on = false
    clearInterval(timer)
    observer.disconnect()
  }
  Object.assign(window, { benchWatch: state })
}

export type Watched = Omit<Watch, 'stop'>

/** Ends watching. */
export function watched(): Watched {
  const { benchWatch } = window as unknown as { benchWatch: Watch }
  benchWatch.stop()
  const { frames, tasks, saves } = benchWatch
  return { frames, tasks, saves }
}

/** As the import dialog does. */
export async function inspect({ path }: { path: string }): Promise<string[]> {
  const job = crypto.randomUUID()
  const { value } = JSON.parse(await window.shanyan.call('packages.inspect', { paths: [path], job }))
  return value.map(({ staged, failure }: { staged: string | null; failure: unknown }) => {
    if (staged === null) throw new Error(JSON.stringify(failure))
    return staged
  })
}
export async function importStaged({ staged }: { staged: string[] }): Promise<number> {
  const began = performance.now()
  const job = crypto.randomUUID()
  const { ok, error } = JSON.parse(await window.shanyan.call('packages.import', { staged, job }))
  if (!ok) throw new Error(JSON.stringify(error))
  return performance.now() - began
}

/** Everything that is here into one sealed file in the outbox, as the send panel does. */
export async function exportAll({ passphrase }: { passphrase: string }): Promise<number> {
  const began = performance.now()
  const { value: peer } = JSON.parse(await window.shanyan.call('peers.save', { name: '省总会', role: 'headquarters' }))
  const job = crypto.randomUUID()
  const input = { peer: peer.id, scope: 'all', passphrase, job } as const
  const { ok, error } = JSON.parse(await window.shanyan.call('packages.export', input))
  if (!ok) throw new Error(JSON.stringify(error))
  return performance.now() - began
}

/** What lies in the outbox to each of these folders, as the panel of targets does; tells how many files arrived. */
export async function deliver({ folders }: { folders: string[] }): Promise<{ ms: number; files: number }> {
  const began = performance.now()
  for (const [n, path] of folders.entries()) {
    const place = { kind: 'folder', path } as const
    const { ok, error } = JSON.parse(await window.shanyan.call('targets.save', { name: `共享盘${n + 1}`, place }))
    if (!ok) throw new Error(JSON.stringify(error))
  }
  // a round that runs already takes in no target added meanwhile
  for (let round = 0; round < 20; round++) {
    JSON.parse(await window.shanyan.call('courier.run', { job: crypto.randomUUID() }))
    const { value } = JSON.parse(await window.shanyan.call('outbox.list', {}))
    const targets = (value as { targets: { delivered: number | null }[] }[]).flatMap(({ targets }) => targets)
    const files = targets.filter(({ delivered }) => delivered !== null).length
    if (files >= folders.length) return { ms: performance.now() - began, files }
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('not everything was delivered')
}

type Written = { entity: string; id: string; values: Record<string, unknown> }

/** Writes records in one step. */
export async function saveRecords({ records }: { records: Written[] }): Promise<void> {
  const edits = records.map(({ entity, id, values }) => ({
    entity,
    id,
    fields: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
  }))
  const { ok, error } = JSON.parse(await window.shanyan.call('records.saveAll', { records: edits } as never))
  if (!ok) throw new Error(JSON.stringify(error))
}

/** Opens 速记 of a symposium of so many sentences, and lays an empty text area over its corner to type into for comparison. */
export async function openNotes({ meeting, sentences }: { meeting: string; sentences: number }): Promise<void> {
  location.hash = `#/notes/${meeting}`
  const isThere = () =>
    document.querySelector('#notes-entry textarea') &&
    document.querySelector('.notes-sentences > li:last-child .notes-number')?.textContent === String(sentences)
  while (!isThere()) await new Promise((done) => requestAnimationFrame(done))
  const plain = document.createElement('textarea')
  plain.id = 'bench-plain'
  plain.style.cssText = 'position: fixed; right: 0; top: 60px; width: 300px; height: 200px; z-index: 9'
  document.body.append(plain)
  const times: number[] = []
  addEventListener(
    'keydown',
    ({ timeStamp }) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        // after the frame that shows it
        port1.onmessage = () => times.push(performance.now() - timeStamp)
        port2.postMessage(null)
      }),
    { capture: true },
  )
  Object.assign(window, { benchKeys: times })
}

/** Gives the caret to the one or the other, and forgets what was measured. */
export function typeInto({ plain }: { plain: boolean }): void {
  const area = document.querySelector<HTMLTextAreaElement>(plain ? '#bench-plain' : '#notes-entry textarea')
  if (plain && area) area.value = ''
  area?.focus()
  const { benchKeys } = window as unknown as { benchKeys: number[] }
  benchKeys.length = 0
}

/** Milliseconds from each key to the frame that shows it. */
export function keyTimes(): number[] {
  return [...(window as unknown as { benchKeys: number[] }).benchKeys]
}
