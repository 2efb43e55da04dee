/** The recorder as the head of 速记 shows it: off, running with its time and how loud it is, kept. */
import { Mic, Pause, Play, Square } from 'lucide-react'
import { useEffect, useReducer } from 'react'
import { text } from '../../../shared/text/zh-cn.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { formatBytes } from '../../ui/display.ts'
import { fill } from '../../ui/fill.ts'
import { formatClock } from '../../ui/sound.ts'
import { useLevel } from './level.ts'
import {
  pauseRecording,
  type Recorder,
  recordedMs,
  resumeRecording,
  startRecording,
  stopRecording,
  useRecorder,
} from './recorder.ts'

const words = text.notes.recorder
/** Below it the disk is spoken of. */
const littleFree = 500 * 1024 * 1024

/** The recorder, where it runs for this meeting. */
function useOwn(meeting: string): Recorder {
  const recorder = useRecorder()
  const [, tick] = useReducer((count: number) => count + 1, 0)
  const runs = recorder.since !== null
  useEffect(() => {
    if (!runs) return
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [runs])
  return recorder.meeting === meeting || recorder.state === 'off' ? recorder : { ...recorder, state: 'off' }
}

export function RecordButton({ meeting, title }: { meeting: string; title: string }) {
  const recorder = useOwn(meeting)
  const { state } = recorder
  const time = formatClock(recordedMs(recorder))
  if (state === 'on' || state === 'paused') {
    return (
      <div className="notes-recorder">
        <span className={`notes-recording${state === 'on' ? '' : ' notes-recording-paused'}`}>
          {fill(state === 'on' ? words.on : words.paused, { time })}
        </span>
        {state === 'on' && <Meter />}
        <IconButton
          icon={state === 'on' ? Pause : Play}
          label={state === 'on' ? words.pause : words.resume}
          onClick={state === 'on' ? pauseRecording : resumeRecording}
        />
        <IconButton icon={Square} label={words.stop} onClick={() => void stopRecording()} />
      </div>
    )
  }
  const busy = state === 'starting' || state === 'saving'
  const label = { off: words.off, starting: words.starting, saving: words.saving, saved: fill(words.saved, { time }) }[
    state
  ]
  return (
    <Button
      icon={Mic}
      disabled={busy}
      title={busy ? undefined : words.start}
      onClick={() => void startRecording(meeting, title)}
    >
      {label}
    </Button>
  )
}

function Meter() {
  const { level, loudness } = useLevel()
  return (
    <span className={`notes-meter notes-meter-${level}`}>
      <span className="notes-meter-bar" aria-hidden>
        <span className="notes-meter-now" style={{ transform: `scaleX(${loudness.toFixed(2)})` }} />
      </span>
      {words.level[level]}
    </span>
  )
}

/** What is wrong with the recording; nothing where nothing is. */
export function RecorderTrouble() {
  const { problem, behind, free, state } = useRecorder()
  const low = (state === 'on' || state === 'paused') && free !== null && free < littleFree
  const said = behind ? words.behind : (problem ?? (low ? fill(words.low, { free: formatBytes(free) }) : null))
  return said ? (
    <p className="notes-trouble" role="alert">
      {said}
    </p>
  ) : null
}
