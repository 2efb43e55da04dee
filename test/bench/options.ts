import { parseArgs } from 'node:util'

/** Ten years of a province. */
export type Size = { devices: number; visits: number; findings: number; changes: number }
export type Options = {
  only: string | undefined
  json: boolean
  size: Size
  /** Changes of one imported package. */
  imported: number
  /** MiB of photos in an exported package. */
  photos: number
  /** Left out: each case's own number. */
  rounds: number | undefined
}

export function parseOptions(words: string[]): Options {
  const { values } = parseArgs({
    args: words,
    options: {
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
      scale: { type: 'string', default: '1' },
      devices: { type: 'string' },
      visits: { type: 'string' },
      findings: { type: 'string' },
      changes: { type: 'string' },
      imported: { type: 'string' },
      photos: { type: 'string' },
      rounds: { type: 'string' },
    },
  })
  const scale = numberOf('scale', values.scale)
  const scaled = (name: string, given: string | undefined, whole: number, least: number) =>
    given === undefined ? Math.max(least, Math.round(whole * scale)) : numberOf(name, given)
  return {
    only: values.only,
    json: values.json,
    size: {
      devices: scaled('devices', values.devices, 50, 2),
      visits: scaled('visits', values.visits, 10_000, 20),
      findings: scaled('findings', values.findings, 100_000, 200),
      changes: scaled('changes', values.changes, 1_000_000, 2_000),
    },
    imported: scaled('imported', values.imported, 100_000, 1_000),
    photos: scaled('photos', values.photos, 1024, 16),
    rounds: values.rounds === undefined ? undefined : numberOf('rounds', values.rounds),
  }
}

function numberOf(name: string, word: string): number {
  const value = Number(word)
  if (!(value > 0)) throw new Error(`--${name} needs a number above 0`)
  return value
}
