/** 首次使用: four steps, one question each. Nothing is stored before the last one. */
import { Building2, Database, Laptop, Sprout } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, queryClient, readKey } from '../../api.ts'
import { Button, Kbd } from '../../ui/button.tsx'
import { fill } from '../../ui/fill.ts'
import { ErrorPanel } from '../../ui/page.tsx'
import { TitleBar } from '../../ui/title-bar.tsx'
import { type Card, ChoiceCards } from './choice-cards.tsx'
import { Field } from './fields.tsx'
import { Mark } from './mark.tsx'
import './first-use.css'

const words = text.firstUse

type Role = 'laptop' | 'headquarters'
type Start = 'blank' | 'demo'

const roles: Card<Role>[] = [
  { value: 'laptop', icon: Laptop, ...words.role.laptop },
  { value: 'headquarters', icon: Building2, ...words.role.headquarters },
]
const starts: Card<Start>[] = [
  { value: 'blank', icon: Sprout, ...words.start.blank },
  { value: 'demo', icon: Database, ...words.start.demo },
]

export function Page() {
  const [step, setStep] = useState(0)
  const [role, setRole] = useState<Role>('laptop')
  const [unit, setUnit] = useState('')
  const [person, setPerson] = useState('')
  const [named, setNamed] = useState<string | null>(null)
  const [start, setStart] = useState<Start>('blank')
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const device = named ?? fill(words.device.proposal[role], { person: person.trim() })
  const last = words.steps.length - 1
  const complete = [true, unit.trim() !== '' && person.trim() !== '', device.trim() !== '', true]

  const turn = (to: number) => {
    setAsked(false)
    setError(null)
    setStep(to)
  }
  const finish = async () => {
    setBusy(true)
    setError(null)
    try {
      const profile = await call('profile.save', {
        role,
        unit: unit.trim(),
        person: person.trim(),
        deviceName: device.trim(),
        demo: start === 'demo',
      })
      queryClient.setQueryData(readKey('profile.get', {}), profile)
      await queryClient.invalidateQueries()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  const next = () => {
    if (busy) return
    if (!complete[step]) setAsked(true)
    else if (step < last) turn(step + 1)
    else void finish()
  }
  const openExisting = () => {
    setError(null)
    call('dialog.openProfile', {}).catch(setError)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // an input method's Enter ends the word and nothing else (229: it has just ended)
    if (event.nativeEvent.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) return
    const target = event.target as HTMLElement
    if (event.key === 'Enter' && !target.matches('button:not([role="radio"])')) {
      const inputs = [...event.currentTarget.querySelectorAll('input')]
      const empty = inputs.find((input) => !input.value.trim())
      // from a filled field to the next to be filled; only an empty one is complained about
      if (empty && empty !== target) empty.focus()
      else next()
    } else if (event.key === 'Escape' && step > 0 && !busy) turn(step - 1)
    else return
    event.preventDefault()
  }
  useNumberKeys((number) => {
    if (step === 0 && roles[number - 1]) setRole(roles[number - 1]!.value)
    else if (step === last && starts[number - 1]) setStart(starts[number - 1]!.value)
  })

  const content: ReactNode[] = [
    <ChoiceCards key="role" label={words.role.heading} cards={roles} value={role} onChange={setRole} />,
    <div key="person" className="first-use-fields">
      <Field
        label={words.person.unit}
        placeholder={words.person.unitPlaceholder}
        value={unit}
        onChange={setUnit}
        error={asked && !unit.trim() ? words.person.unitMissing : null}
        autoFocus
      />
      <Field
        label={words.person.person}
        placeholder={words.person.personPlaceholder}
        value={person}
        onChange={setPerson}
        error={asked && !person.trim() ? words.person.personMissing : null}
      />
    </div>,
    <div key="device" className="first-use-fields">
      <Field
        label={words.device.label}
        value={device}
        onChange={setNamed}
        error={asked && !device.trim() ? words.device.missing : null}
        autoFocus
      />
    </div>,
    <ChoiceCards key="start" label={words.start.heading} cards={starts} value={start} onChange={setStart} />,
  ]
  const question = [words.role, words.person, words.device, words.start][step]!
  const cards = step === 0 || step === last

  return (
    <div className="first-use">
      <TitleBar note={words.title} saving={false} />
      <Side step={step} />
      <main className="first-use-main" onKeyDown={onKeyDown}>
        <div className="first-use-content">
          <p className="first-use-position">
            {fill(words.position, { step: step + 1, total: words.steps.length })}
            {text.common.colon}
            {words.steps[step]}
          </p>
          <Heading key={step} focus={!cards && step !== 1 && step !== 2}>
            {question.heading}
          </Heading>
          <p className="first-use-hint">{question.hint}</p>
          {content[step]}
          {step === 0 && <p className="first-use-after">{words.role.after}</p>}
          {error !== null && <ErrorPanel error={error} />}
        </div>
        <footer className="first-use-foot">
          <span className="first-use-keys">
            {cards && (
              <>
                {words.keys.choose[0]} <Kbd>1</Kbd> <Kbd>2</Kbd> {words.keys.choose[1]}
              </>
            )}
            <Kbd>Enter</Kbd> {step === last ? words.keys.finish : words.keys.next}
            {step > 0 && (
              <>
                {text.common.comma}
                <Kbd>Esc</Kbd> {words.back}
              </>
            )}
          </span>
          {step === 0 ? (
            <Button size="large" onClick={openExisting}>
              {words.openExisting}
            </Button>
          ) : (
            <Button size="large" disabled={busy} onClick={() => turn(step - 1)}>
              {words.back}
            </Button>
          )}
          <Button size="large" variant="primary" disabled={busy} onClick={next}>
            {busy ? words.finishing : step === last ? words.finish : words.next}
          </Button>
        </footer>
      </main>
    </div>
  )
}

function Heading({ focus, children }: { focus: boolean; children: ReactNode }) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (focus) ref.current?.focus()
  }, [focus])
  return (
    <h1 ref={ref} className="title" tabIndex={-1}>
      {children}
    </h1>
  )
}

/** 1 and 2 from anywhere on the page, full-width ones too, but never out of a text field. */
function useNumberKeys(choose: (number: number) => void) {
  const latest = useRef(choose)
  latest.current = choose
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
      if ((event.target as HTMLElement).matches?.('input, textarea')) return
      const key = event.key.normalize('NFKC')
      if (key === '1' || key === '2') latest.current(Number(key))
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

function Side({ step }: { step: number }) {
  return (
    <aside className="first-use-side on-deep">
      <Mark size={76} />
      <p className="first-use-name">{text.shell.name}</p>
      <p className="first-use-motto">
        {words.motto.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
      <ol className="first-use-steps" aria-label={words.stepsLabel}>
        {words.steps.map((name, index) => (
          <li
            key={name}
            className={index < step ? 'first-use-done' : undefined}
            aria-current={index === step ? 'step' : undefined}
          >
            <span>{name}</span>
          </li>
        ))}
      </ol>
      <p className="first-use-promise">
        {words.promise.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
    </aside>
  )
}
