import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { FilterMenu } from '../../renderer/ui/menus.tsx'

afterEach(cleanup)

const cities = ['南京', '无锡', '徐州', '常州', '苏州', '南通', '连云港', '淮安', '盐城', '扬州'].map(
  (label, index) => ({
    value: `city-${index}`,
    label,
  }),
)

function Filter({ count }: { count: number }) {
  const [value, setValue] = useState<string | undefined>()
  return <FilterMenu label="城市" choices={cities.slice(0, count)} value={value} onChange={setValue} />
}

describe('FilterMenu', () => {
  it('is opened, moved and closed by keys, and gives the focus back', async () => {
    const user = userEvent.setup()
    render(<Filter count={4} />)
    await user.tab()
    await user.keyboard('{Enter}{ArrowDown}{ArrowDown}{Enter}')
    const button = screen.getByRole('button', { name: '城市：无锡' })
    expect(document.activeElement).toBe(button)
    expect(screen.queryByRole('listbox')).toBeNull()
    await user.keyboard('{ArrowDown}')
    expect(screen.getByRole('option', { name: '无锡' }).getAttribute('aria-selected')).toBe('true')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('listbox')).toBeNull()
    expect(document.activeElement).toBe(button)
  })

  it('goes back to all', async () => {
    const user = userEvent.setup()
    render(<Filter count={4} />)
    await user.click(screen.getByRole('button'))
    await user.click(screen.getByRole('option', { name: '徐州' }))
    await user.click(screen.getByRole('button', { name: '城市：徐州' }))
    await user.keyboard('{Home} ')
    expect(screen.getByRole('button', { name: '城市：全部' })).toBeTruthy()
  })

  it('above eight entries narrows by typing', async () => {
    const user = userEvent.setup()
    render(<Filter count={10} />)
    await user.click(screen.getByRole('button'))
    expect(document.activeElement).toBe(screen.getByRole('combobox'))
    await user.keyboard('盐')
    expect(screen.getAllByRole('option')).toHaveLength(1)
    await user.keyboard('{Enter}')
    expect(screen.getByRole('button', { name: '城市：盐城' })).toBeTruthy()
  })
})
