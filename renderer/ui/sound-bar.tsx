/** Listens to the recordings of a meeting: play, back five seconds, how fast. Nothing where nothing was recorded. */
import { Pause, Play, RotateCcw, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Attachment } from '../../shared/domain/attachments.ts'
import { text } from '../../shared/text/zh-cn.ts'
import { Button, IconButton, Kbd } from './button.tsx'
import { fill } from './fill.ts'
import { FilterMenu } from './menus.tsx'
import { photoUrl } from './photo-url.ts'
import { formatClock, playFrom, stopListening, useSound } from './sound.ts'
import { removeRecords } from './undo.ts'
import { useKey } from './use-key.ts'
import './sound.css'
import { isKey } from './key-map.ts'

const words = text.sound
const rates = ['0.75', '1', '1.25', '1.5', '2'] as const
const backMs = 5000

export function SoundBar({ recordings }: { recordings: readonly Attachment[] }) {
  const chosen = useSound(({ recording }) => recording)
  const playing = useSound((sound) => sound.playing)
  const at = useSound((sound) => sound.at)
  const wanted = useSound((sound) => sound.wanted)
  const audio = useRef<HTMLAudioElement>(null)
  const [rate, setRate] = useState<string>('1')
  const [missing, setMissing] = useState(false)
  const recording = recordings.find(({ id }) => id === chosen) ?? recordings.at(-1)
  const total = recording?.milliseconds ?? 0

  useEffect(() => stopListening, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another recording, another chance
  useEffect(() => setMissing(false), [recording?.sha256])
  useEffect(() => {
    const player = audio.current
    if (!player || !wanted || chosen !== recording?.id) return
    player.currentTime = wanted.at / 1000
    useSound.setState({ wanted: null })
  }, [wanted, chosen, recording?.id])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another source stands still until it is told to play
  useEffect(() => {
    const player = audio.current
    if (!player) return
    player.playbackRate = Number(rate)
    // a new source begins at its own rate
    player.defaultPlaybackRate = Number(rate)
    if (!playing) player.pause()
    // what cannot be played says so itself
    else player.play().catch(() => {})
  }, [playing, rate, recording?.id])

  const seek = (to: number) => recording && useSound.setState({ recording: recording.id, at: to, wanted: { at: to } })
  const toggle = () => {
    if (!recording) return
    if (playing) useSound.setState({ playing: false })
    else playFrom(recording.id, chosen === recording.id && at < total ? at : 0)
  }
  const back = () => seek(Math.max(0, at - backMs))
  useKey((event) => {
    if (!recording) return false
    if (isKey(event, 'notes.play')) toggle()
    else if (isKey(event, 'notes.rewind')) back()
    else return false
    return true
  })
  if (!recording) return null
  return (
    <section className="sound" aria-label={words.title}>
      {/* biome-ignore lint/a11y/useMediaCaption: the statements beside it say what is heard */}
      <audio
        ref={audio}
        src={recording.sha256 ? photoUrl(recording) : undefined}
        preload="metadata"
        onTimeUpdate={(event) => {
          if (useSound.getState().wanted) return
          useSound.setState({ recording: recording.id, at: Math.round(event.currentTarget.currentTime * 1000) })
        }}
        onEnded={() => useSound.setState({ playing: false })}
        onError={() => {
          setMissing(true)
          useSound.setState({ playing: false })
        }}
      />
      <Button size="small" icon={playing ? Pause : Play} disabled={missing} onClick={toggle}>
        {playing ? words.pause : words.play}
        <Kbd>F7</Kbd>
      </Button>
      <Button size="small" variant="text" icon={RotateCcw} disabled={missing} onClick={back}>
        {words.back}
        <Kbd>F6</Kbd>
      </Button>
      {missing ? (
        <p className="sound-missing">{words.missing}</p>
      ) : (
        <>
          <input
            type="range"
            className="sound-seek"
            aria-label={words.seek}
            aria-valuetext={fill(words.at, { at: formatClock(at), total: formatClock(total) })}
            min={0}
            max={Math.max(1, total)}
            step={1000}
            value={Math.min(at, total)}
            onChange={(event) => seek(Number(event.target.value))}
          />
          <span className="sound-time">
            {formatClock(at)} / {formatClock(total)}
          </span>
        </>
      )}
      {recordings.length > 1 && (
        <FilterMenu
          label={words.title}
          all={false}
          plain
          value={recording.id}
          choices={recordings.map(({ id, takenAt, milliseconds }, index) => ({
            value: id,
            label: fill(words.which, { index: index + 1 }),
            hint: [takenAt?.slice(11, 16), formatClock(milliseconds ?? 0)].filter(Boolean).join(' '),
          }))}
          onChange={(id) => id && useSound.setState({ recording: id, at: 0, playing: false, wanted: { at: 0 } })}
        />
      )}
      <FilterMenu
        label={words.speed}
        all={false}
        plain
        value={rate}
        choices={rates.map((one) => ({ value: one, label: fill(words.times, { rate: one }) }))}
        onChange={(one) => setRate(one ?? '1')}
      />
      <IconButton
        size="small"
        variant="text"
        icon={Trash2}
        label={words.remove}
        onClick={() => void removeRecords('attachments', [recording.id])}
      />
    </section>
  )
}

/** `▶ 12:03` beside a statement that was said in one of the recordings that are here. */
export function PlayButton({ recording, at, label, tabIndex }: PlayProps) {
  return (
    <button
      type="button"
      className="sound-play"
      aria-label={label}
      tabIndex={tabIndex}
      onClick={() => playFrom(recording, at)}
    >
      <Play className="icon" size={14} aria-hidden />
      {formatClock(at)}
    </button>
  )
}

type PlayProps = { recording: string; at: number; label: string; tabIndex?: number }
