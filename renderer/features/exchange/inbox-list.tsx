/** 收件箱: whether fetched packages are taken in by themselves, and those that wait for a person. */
import { PackageOpen } from 'lucide-react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { InboxItem } from '../../../shared/views.ts'
import { call, queryClient, readKey, useRead } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { formatBytes, formatStamp } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel, Section } from '../../ui/page.tsx'
import { Segmented } from '../../ui/switches.tsx'
import { showFailure, showToast } from '../../ui/toast-store.ts'
import { takeInSetting, takesInByItself } from './inbox.ts'
import type { Receiving } from './receiving.ts'

const words = text.courier.inbox

export function InboxList({ receiving }: { receiving: Receiving }) {
  const { data: items, error, refetch } = useRead('inbox.list', {})
  return (
    <Section title={words.title} note={items?.length ? fill(words.waiting, { count: items.length }) : undefined}>
      <ModeField />
      {error && <ErrorPanel error={error} onRetry={() => void refetch()} />}
      {items?.length === 0 && <p className="faint">{words.empty}</p>}
      <ul>
        {items?.map((item) => (
          <Waiting key={item.path} item={item} onOpen={() => receiving.view([item.path])} />
        ))}
      </ul>
    </Section>
  )
}

function ModeField() {
  const { data: settings } = useRead('settings.get', {})
  const mode = takesInByItself(settings) ? 'auto' : 'look'
  const choose = async (next: 'auto' | 'look') => {
    await call('settings.save', { key: takeInSetting, value: next === 'auto' })
    await queryClient.invalidateQueries({ queryKey: readKey('settings.get', {}) })
  }
  return (
    <div className="courier-mode">
      <span className="exchange-field-label">{words.mode}</span>
      <Segmented
        label={words.mode}
        choices={(['auto', 'look'] as const).map((value) => ({ value, label: words.modes[value] }))}
        value={mode}
        onChange={(next) => void choose(next).catch(showFailure)}
      />
      <span className="faint">{words.modeHints[mode]}</span>
    </div>
  )
}

function Waiting({ item: { path, name, target, at, size }, onOpen }: { item: InboxItem; onOpen: () => void }) {
  const leave = () =>
    call('inbox.dismiss', { path }).then(() => showToast({ message: fill(words.left, { target }) }), showFailure)
  return (
    <li className="courier-row">
      <PackageOpen className="icon" size={18} aria-hidden />
      <div className="target-text">
        <p className="exchange-path">
          <strong>{name}</strong>
        </p>
        <p className="faint">{fill(words.from, { target, at: formatStamp(at), size: formatBytes(size) })}</p>
      </div>
      <div className="device-actions">
        <Button size="small" aria-label={fill(words.leaveNamed, { name })} onClick={() => void leave()}>
          {words.leave}
        </Button>
        <Button size="small" variant="primary" aria-label={fill(words.openNamed, { name })} onClick={onOpen}>
          {words.open}
        </Button>
      </div>
    </li>
  )
}
