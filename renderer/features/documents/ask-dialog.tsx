/** Whom to ask, about which version, until when. */
import { useMemo, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import type { DocumentPage } from '../../../shared/views/documents.ts'
import { call, newId } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { fill } from '../../ui/fill.ts'
import { DateField } from '../../ui/inline-date.tsx'
import { findRecords } from '../../ui/inline-ref.tsx'
import { Chips, Lookup } from '../../ui/lookup.tsx'
import { FilterMenu } from '../../ui/menus.tsx'
import { showFailure } from '../../ui/toast-store.ts'
import { createRecord } from '../../ui/undo.ts'
import { askUnits } from './round.ts'

const words = text.consultation
const now = 'now'

export function AskDialog({ page, onClose }: { page: DocumentPage; onClose: () => void }) {
  const [version, setVersion] = useState(page.versionItems[0]?.id ?? now)
  const [units, setUnits] = useState<{ id: string; name: string }[]>([])
  const [due, setDue] = useState<string | null>(null)
  const asked = useMemo(
    () =>
      new Set(page.consultationItems.filter((one) => one.version === version).map(({ organization }) => organization)),
    [page.consultationItems, version],
  )
  const add = (id: string, name: string) =>
    setUnits((before) => (before.some((one) => one.id === id) ? before : [...before, { id, name }]))
  const start = async () => {
    try {
      const target = version === now ? (await call('versions.save', { document: page.id })).version : version
      const count = await askUnits(
        page,
        target,
        units.map(({ id }) => id),
        due,
      )
      if (count !== null) onClose()
    } catch (error) {
      showFailure(error)
    }
  }
  return (
    <Dialog
      title={words.ask.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button
            variant="primary"
            disabled={units.length === 0}
            title={units.length === 0 ? words.ask.needUnits : undefined}
            onClick={() => void start()}
          >
            {words.ask.action}
          </Button>
        </>
      }
    >
      <div className="ask-fields">
        <span className="inline-label">{words.ask.organizations}</span>
        <div className="ask-units">
          <Chips items={units} onRemove={(id) => setUnits((before) => before.filter((one) => one.id !== id))} />
          <Lookup
            label={words.ask.organizations}
            value=""
            placeholder={words.ask.add}
            className="inline-input inline-boxed"
            autoFocus
            search={async (typed) =>
              (await findRecords('organizations', typed))
                .filter(({ value }) => !units.some(({ id }) => id === value))
                .map((found) => (asked.has(found.value) ? { ...found, hint: words.ask.already } : found))
            }
            onChoose={({ value, label }) => add(value, label)}
            onCreate={(name) => {
              const id = newId()
              void createRecord('organizations', id, { name }).then(() => add(id, name), showFailure)
            }}
          />
        </div>
        <span className="inline-label">{words.ask.version}</span>
        <FilterMenu
          label={words.ask.version}
          all={false}
          plain
          choices={[
            { value: now, label: words.ask.current },
            ...page.versionItems.map(({ id, number, note, stage }) => ({
              value: id,
              label: fill(words.version, { number: number ?? '' }),
              hint: note ?? text.domain.documentStage[(stage ?? 'draft') as 'draft'],
            })),
          ]}
          value={version}
          onChange={(value) => setVersion(value ?? now)}
        />
        <span className="inline-label">{words.ask.due}</span>
        <DateField
          label={words.ask.due}
          value={due}
          year={new Date().getFullYear()}
          boxed
          conflict={false}
          check={() => null}
          onChange={setDue}
        />
      </div>
    </Dialog>
  )
}
