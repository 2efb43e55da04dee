import { describe, expect, it } from 'vitest'
import { filterOf, isDescending, listQuery, sortBy, sortedState } from '../../renderer/features/visits/filter.ts'

describe('filters of the list of visits', () => {
  it('asks for what the address says, and for nothing it does not know', () => {
    expect(filterOf({ team: 't', unreported: '1', status: 'done', dated: 'missing', sort: 'city', desc: '1' })).toEqual(
      {
        team: 't',
        unreported: true,
        status: 'done',
        dated: 'missing',
        sort: 'city',
        descending: true,
      },
    )
    expect(filterOf({ status: 'later-version', sort: 'colour', at: '3', tab: 'sites' })).toEqual({})
  })

  it('a record carries the list, not its own tab or place', () => {
    expect(listQuery({ city: 'c', at: '3', tab: 'sites', new: '1', desc: '0' })).toEqual({ city: 'c', desc: '0' })
  })

  it('the same head turns the order round and back, another starts its own way', () => {
    expect(sortBy({}, 'date')).toEqual({ desc: '1' })
    expect(sortBy({ desc: '1' }, 'date')).toEqual({ desc: undefined })
    expect(sortBy({ desc: '1' }, 'city')).toEqual({ sort: 'city', desc: undefined })
    expect(sortBy({ sort: 'city' }, 'date')).toEqual({ sort: undefined, desc: undefined })
    expect(isDescending({ sort: 'updated' })).toBe(true)
    expect(sortBy({ sort: 'updated' }, 'updated')).toEqual({ desc: '0' })
    expect(sortedState({ sort: 'updated', desc: '0' }, 'updated')).toBe('ascending')
    expect(sortedState({ sort: 'updated' }, 'date')).toBe('none')
  })
})
