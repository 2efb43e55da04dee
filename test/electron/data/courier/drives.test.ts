import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { watchDrives } from '../../../../electron/data/courier/drives.ts'
import { cleanUp, temporaryFolder } from '../../../support/device.ts'

afterEach(cleanUp)

describe('S-9.7: a drive that is plugged in is noticed', () => {
  function watch() {
    const folder = temporaryFolder()
    const state = { wanted: true, arrivals: 0 }
    const letters = ['E', 'F', 'G'].map((letter) => join(folder, letter))
    const watching = watchDrives({
      isWanted: () => state.wanted,
      onArrival: () => state.arrivals++,
      roots: async () => letters,
      every: 3_600_000,
    })
    watching.close()
    return { state, letters, look: watching.look }
  }

  test('once, and again after it was away; what was there before is no news', async () => {
    const { state, letters, look } = watch()
    mkdirSync(letters[0]!)
    await look()
    expect(state.arrivals).toBe(0)
    mkdirSync(letters[1]!)
    await look()
    await look()
    expect(state.arrivals).toBe(1)
    rmSync(letters[1]!, { recursive: true })
    await look()
    mkdirSync(letters[1]!)
    await look()
    expect(state.arrivals).toBe(2)
  })

  test('nobody looks while no target is a drive', async () => {
    const { state, letters, look } = watch()
    await look()
    state.wanted = false
    mkdirSync(letters[2]!)
    await look()
    state.wanted = true
    await look()
    expect(state.arrivals).toBe(0)
  })
})
