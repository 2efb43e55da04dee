import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { queryClient } from '../../renderer/api.ts'
import { Page } from '../../renderer/features/first-use/page.tsx'
import { fakeShanyan, Refused } from './fake-shanyan.ts'

let failing: boolean
let fake: ReturnType<typeof fakeShanyan>

beforeEach(() => {
  failing = false
  fake = fakeShanyan((operation) => {
    if (operation === 'window.state') return { maximized: false, overlay: true, zoom: 100 }
    if (operation !== 'profile.save') return null
    if (failing) throw new Refused({ code: 'disk-full', message: '磁盘满了。', next: '请腾出空间。' })
    return { ready: true }
  })
  render(
    <QueryClientProvider client={queryClient}>
      <Page />
    </QueryClientProvider>,
  )
})
afterEach(() => {
  cleanup()
  queryClient.clear()
})

const enter = (target: Element, more: object = {}) => fireEvent.keyDown(target, { key: 'Enter', ...more })
const field = (label: string) => screen.getByLabelText<HTMLInputElement>(label)
const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } })

function toNames(key: '1' | '2') {
  fireEvent.keyDown(document.body, { key })
  enter(screen.getByRole('radio', { checked: true }))
}

describe('first use', () => {
  it('takes no Enter from an input method, whether it still composes or has just ended', () => {
    toNames('1')
    type('单位', '慈善总会')
    type('姓名', 'li')
    enter(field('姓名'), { isComposing: true })
    enter(field('姓名'), { keyCode: 229 })
    expect(field('姓名').value).toBe('li')
    enter(field('姓名'))
    expect(field('设备名称')).toBeTruthy()
  })

  it('goes from a filled field to the empty one, and complains only of an empty one', () => {
    toNames('1')
    type('单位', '慈善总会')
    field('单位').focus()
    enter(field('单位'))
    expect(document.activeElement).toBe(field('姓名'))
    expect(screen.queryByRole('alert')).toBeNull()
    enter(field('姓名'))
    expect(screen.getByRole('alert').textContent).toContain('请填写姓名')
  })

  it('proposes a name that follows role and person until it is changed', () => {
    toNames('2')
    type('单位', '慈善总会')
    type('姓名', '李四')
    enter(field('姓名'))
    expect(field('设备名称').value).toBe('李四的办公电脑')
    type('设备名称', '三楼')
    fireEvent.click(screen.getByRole('button', { name: '上一步' }))
    type('姓名', '王五')
    enter(field('姓名'))
    expect(field('设备名称').value).toBe('三楼')
  })

  it('takes full-width digits, and says why it could not be stored', async () => {
    toNames('1')
    type('单位', ' 慈善总会 ')
    type('姓名', '李四')
    enter(field('姓名'))
    enter(field('设备名称'))
    fireEvent.keyDown(document.body, { key: '２' })
    expect(screen.getByRole('radio', { checked: true }).textContent).toContain('装入演示数据')
    failing = true
    fireEvent.click(screen.getByRole('button', { name: '开始使用' }))
    await screen.findByText('磁盘满了。')
    failing = false
    fireEvent.click(screen.getByRole('button', { name: '开始使用' }))
    await waitFor(() => expect(fake.of('profile.save')).toHaveLength(2))
    expect(fake.of('profile.save')[1]).toEqual({
      role: 'laptop',
      unit: '慈善总会',
      person: '李四',
      deviceName: '李四的笔记本',
      demo: true,
    })
  })
})
