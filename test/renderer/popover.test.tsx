/** Panels within panels: each closes by itself with its own keys, and all of them with a press elsewhere. */
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useRef, useState } from 'react'
import { afterEach, expect, it } from 'vitest'
import { FilterMenu, Menu } from '../../renderer/ui/menus.tsx'
import { Popover } from '../../renderer/ui/popover.tsx'

function Outer() {
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<string>()
  const anchor = useRef<HTMLButtonElement>(null)
  return (
    <>
      <p>elsewhere</p>
      <button ref={anchor} type="button" onClick={() => setOpen(!open)}>
        open
      </button>
      {open && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} role="dialog" label="outer">
          <input aria-label="name" />
          <FilterMenu
            label="kind"
            choices={[
              { value: 'a', label: 'first' },
              { value: 'b', label: 'second' },
            ]}
            value={kind}
            onChange={setKind}
          />
          <Menu label="more" items={[{ label: 'do it', onSelect: () => setOpen(false) }]} />
        </Popover>
      )}
    </>
  )
}

const outer = () => screen.queryByRole('dialog', { name: 'outer' })
const inner = () => screen.queryByRole('listbox', { name: 'kind' })

async function openBoth() {
  const user = userEvent.setup()
  render(<Outer />)
  await user.click(screen.getByRole('button', { name: 'open' }))
  await user.click(screen.getByRole('button', { name: /^kind/ }))
  expect(inner()).not.toBeNull()
  return user
}

afterEach(cleanup)

it('Escape closes the inner one, then the outer one, and focus goes back step by step', async () => {
  const user = await openBoth()
  await user.keyboard('{Escape}')
  expect(inner()).toBeNull()
  expect(outer()).not.toBeNull()
  expect(outer()!.contains(document.activeElement)).toBe(true)
  await user.keyboard('{Escape}')
  expect(outer()).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'open' }))
})

it('a press elsewhere closes both', async () => {
  const user = await openBoth()
  await user.click(screen.getByText('elsewhere'))
  await waitFor(() => expect(outer()).toBeNull())
  expect(inner()).toBeNull()
})

it('a press in the outer one closes the inner one alone', async () => {
  const user = await openBoth()
  await user.click(screen.getByRole('textbox', { name: 'name' }))
  expect(inner()).toBeNull()
  expect(outer()).not.toBeNull()
})

it('a choice in the inner one leaves the outer one open, with what was chosen', async () => {
  const user = await openBoth()
  await user.click(screen.getByRole('option', { name: 'second' }))
  expect(inner()).toBeNull()
  expect(screen.getByRole('button', { name: /second/ })).not.toBeNull()
})
