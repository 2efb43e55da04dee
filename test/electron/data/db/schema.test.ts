import { expect, test } from 'vitest'
import { migrate } from '../../../../electron/data/db/migrate.ts'
import { openWritable } from '../../../../electron/data/db/open.ts'
import { nouns } from '../../../../shared/domain/nouns.ts'

test('the migrations make a column for every field of every noun, and no other', () => {
  const db = openWritable(':memory:')
  migrate(db)
  const own = ['id', 'stream', 'deleted', 'updated', 'meta']
  for (const [table, noun] of Object.entries(nouns)) {
    const columns = db.pragma(`table_info(${table})`) as { name: string; type: string }[]
    const expected = Object.entries(noun.fields).map(
      ([name, { kind }]) => `${name} ${kind === 'integer' || kind === 'flag' ? 'INTEGER' : 'TEXT'}`,
    )
    const found = columns.filter(({ name }) => !own.includes(name)).map(({ name, type }) => `${name} ${type}`)
    expect(found.sort(), table).toEqual(expected.sort())
  }
})
