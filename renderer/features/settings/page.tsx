/** 设置: this computer, how it looks, where its data lies. Everything here takes effect at once. */
import { FolderOpen } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { type Profile, type WindowState, zoomSteps } from '../../../shared/views.ts'
import { call, queryClient, readKey, useEvent, useRead } from '../../api.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel, PageHeader, Skeleton } from '../../ui/page.tsx'
import { useRoute } from '../../ui/route.ts'
import { Segmented } from '../../ui/switches.tsx'
import { chooseTheme, type ThemeMode } from '../../ui/theme.ts'
import { Check } from './check.tsx'
import { Cleaning } from './cleaning.tsx'
import { OwnFieldSettings } from './own-fields.tsx'
import { PaperTemplates } from './paper-templates.tsx'
import { ProfileField, saveProfile } from './profile-field.tsx'
import { OutlineTemplates } from './templates.tsx'
import './settings.css'

const words = text.settings

export function Page() {
  const { data: profile, error, refetch } = useRead('profile.get', {})
  const { data: state } = useRead('window.state', {})
  return (
    <div className="page">
      <PageHeader title={words.title} sentence={words.sentence} />
      <div className="page-body">
        {error ? (
          <ErrorPanel error={error} onRetry={() => void refetch()} />
        ) : !profile || !state ? (
          <Skeleton rows={6} />
        ) : (
          <div className="settings">
            <Computer profile={profile} />
            <Look state={state} />
            <Group title={text.own.fields.title}>
              <OwnFieldSettings />
            </Group>
            <Group title={text.own.templates.title}>
              <OutlineTemplates />
            </Group>
            <Group title={text.templates.title} id="paper-templates">
              <PaperTemplates />
            </Group>
            <Data profile={profile} state={state} />
            <Version profile={profile} state={state} />
          </div>
        )}
      </div>
    </div>
  )
}

function Group({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  const { query } = useRoute()
  const place = useRef<HTMLElement>(null)
  const isAsked = id !== undefined && query.part === id
  useEffect(() => {
    if (isAsked) place.current?.scrollIntoView({ block: 'start' })
  }, [isAsked])
  return (
    <section ref={place} className="setting-group" aria-label={title}>
      <h2>{title}</h2>
      <div className="setting-rows">{children}</div>
    </section>
  )
}

function Computer({ profile }: { profile: Profile }) {
  const own = words.computer
  return (
    <Group title={own.title}>
      <span className="setting-label">{own.role}</span>
      <div>
        <Segmented
          label={own.role}
          choices={(['laptop', 'headquarters'] as const).map((value) => ({ value, label: text.domain.roles[value] }))}
          value={profile.role}
          onChange={(role) => void saveProfile({ role })}
        />
        <p className="setting-hint">{own.roleHint[profile.role]}</p>
      </div>
      <ProfileField name="unit" label={own.unit} value={profile.unit} />
      <ProfileField name="person" label={own.person} value={profile.person} />
      <ProfileField name="deviceName" label={own.deviceName} value={profile.deviceName} />
      <p className="setting-hint setting-after">{own.note}</p>
    </Group>
  )
}

const isMode = (value: unknown): value is ThemeMode => value === 'light' || value === 'dark' || value === 'system'

function Look({ state }: { state: WindowState }) {
  const own = words.look
  const { data: settings } = useRead('settings.get', {})
  const theme = isMode(settings?.theme) ? settings.theme : 'system'
  // Ctrl and + changes it too
  useEvent('window-state', ({ zoom }) => {
    queryClient.setQueryData<WindowState>(readKey('window.state', {}), (old) => old && { ...old, zoom })
  })
  return (
    <Group title={own.title}>
      <span className="setting-label">{own.theme}</span>
      <Segmented
        label={own.theme}
        choices={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: own.themes[value] }))}
        value={theme}
        onChange={async (mode) => {
          await chooseTheme(mode).catch(() => {})
          void queryClient.invalidateQueries({ queryKey: readKey('settings.get', {}) })
        }}
      />
      <span className="setting-label">{own.zoom}</span>
      <div>
        <Segmented
          label={own.zoom}
          choices={zoomSteps.map((percent) => ({ value: String(percent), label: fill(own.percent, { percent }) }))}
          value={String(state.zoom)}
          onChange={(percent) => void call('window.zoom', { percent: Number(percent) }).catch(() => {})}
        />
        <p className="setting-hint">
          {own.zoomHint} <Kbd>Ctrl</Kbd> <Kbd>+</Kbd> {own.zoomKeys.larger}
          {text.common.listComma}
          <Kbd>Ctrl</Kbd> <Kbd>-</Kbd> {own.zoomKeys.smaller}
          {text.common.listComma}
          <Kbd>Ctrl</Kbd> <Kbd>0</Kbd> {own.zoomKeys.standard}
        </p>
      </div>
    </Group>
  )
}

function Data({ profile, state }: { profile: Profile; state: WindowState }) {
  const own = words.data
  const [error, setError] = useState<unknown>(null)
  const run = (work: Promise<unknown>) => {
    setError(null)
    work.catch(setError)
  }
  const kind = state.profileKind === 'demo' ? 'demo' : profile.demo ? 'demoKept' : state.profileKind
  return (
    <Group title={own.title}>
      <span className="setting-label">{own.folder}</span>
      <div>
        <p className="setting-path">{profile.dataDir}</p>
        <Button size="small" icon={FolderOpen} onClick={() => run(call('shell.showItem', { path: profile.dataDir }))}>
          {own.showFolder}
        </Button>
        <p className="setting-hint">{own.copyNote}</p>
      </div>
      <span className="setting-label">{own.kind}</span>
      <div>
        <p className="setting-text">{own.kinds[kind]}</p>
        <Button size="small" onClick={() => run(call('dialog.openProfile', {}))}>
          {own.openOther}
        </Button>
        <p className="setting-hint">{own.openOtherHint}</p>
        {error !== null && <ErrorPanel error={error} />}
      </div>
      {profile.role === 'laptop' && (
        <>
          <span className="setting-label">{words.cleaning.label}</span>
          <Cleaning />
        </>
      )}
      <span className="setting-label">{own.checkLabel}</span>
      <Check />
    </Group>
  )
}

function Version({ profile, state }: { profile: Profile; state: WindowState }) {
  const own = words.version
  const { electron, chromium, node } = state
  return (
    <Group title={own.title}>
      <span className="setting-label">{own.shanyan}</span>
      <p className="setting-text">{state.version}</p>
      <span className="setting-label">{own.engine}</span>
      <p className="setting-text">{fill(own.engines, { electron, chromium, node })}</p>
      <span className="setting-label">{own.device}</span>
      <p className="setting-path">{profile.device}</p>
    </Group>
  )
}
