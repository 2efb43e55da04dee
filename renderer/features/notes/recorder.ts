/**
 * Sound of the running symposium. A recorder hands over a piece a second; each is written through the data process before the next, so
 * that a crash loses a second at most. The recording outlives the page that shows it: it ends and is kept when that page is left.
 */
import { create } from 'zustand'
import { text } from '../../../shared/text/zh-cn.ts'
import { call, failureOf, newId } from '../../api.ts'
import { onClosing } from '../../ui/closing.ts'
import { localTime } from '../../ui/dates.ts'
import { fill } from '../../ui/fill.ts'
import { formatClock } from '../../ui/sound.ts'
import { listen } from './level.ts'

const words = text.notes.recorder

export type Recorder = {
  state: 'off' | 'starting' | 'on' | 'paused' | 'saving' | 'saved'
  meeting: string | null
  /** Of the attachment it becomes. */
  id: string | null
  /** Recorded before the last pause, ms. */
  before: number
  /** `performance.now()` when it went on; `null` while it stands still. */
  since: number | null
  /** Bytes left on the disk. */
  free: number | null
  /** Pieces that could not be written yet. */
  behind: boolean
  problem: string | null
}

const idle: Recorder = {
  state: 'off',
  meeting: null,
  id: null,
  before: 0,
  since: null,
  free: null,
  behind: false,
  problem: null,
}
export const useRecorder = create<Recorder>(() => idle)

const pieceMs = 1000
/** Speech of a room is understood at this rate; two hours take 29 MB. */
const bitsPerSecond = 32_000
/** Between two tries to write a piece. */
const againMs = 1000
/** Seconds a disk may be out of reach before the recording ends. */
const patience = 120
/** A note begins a little after what it is about was said. */
const lead = 2000

let device: { recorder: MediaRecorder; stopped: Promise<void>; close: () => void; written: Promise<void> } | null = null

export function recordedMs({ before, since }: Pick<Recorder, 'before' | 'since'> = useRecorder.getState()): number {
  return Math.round(before + (since === null ? 0 : performance.now() - since))
}

/** Where in a running recording of this meeting the sentence that begins now belongs. */
export function bookmark(meeting: string): { recording: string | null; audioOffset: number | null } {
  const recorder = useRecorder.getState()
  const runs = recorder.meeting === meeting && (recorder.state === 'on' || recorder.state === 'paused')
  if (!runs) return { recording: null, audioOffset: null }
  return { recording: recorder.id, audioOffset: Math.max(0, recordedMs(recorder) - lead) }
}

function microphoneProblem(error: unknown): string {
  const { name } = error as DOMException
  if (name === 'NotAllowedError' || name === 'SecurityError') return words.failures.refused
  return name === 'NotFoundError' ? words.failures.none : words.failures.busy
}

export async function startRecording(meeting: string, title: string): Promise<void> {
  const { state } = useRecorder.getState()
  if (state !== 'off' && state !== 'saved') return
  useRecorder.setState({ ...idle, state: 'starting', meeting })
  let stream: MediaStream
  try {
    const audio = { channelCount: 1, echoCancellation: false, noiseSuppression: true, autoGainControl: true }
    stream = await navigator.mediaDevices.getUserMedia({ audio })
  } catch (error) {
    return useRecorder.setState({ ...idle, problem: microphoneProblem(error) })
  }
  const end = () => {
    for (const track of stream.getTracks()) track.stop()
  }
  const id = newId()
  try {
    const name = fill(words.name, { meeting: title.slice(0, 100) })
    const { free } = await call('recordings.begin', { id, meeting, name, at: localTime(new Date()) })
    const recorder = new MediaRecorder(stream, {
      mimeType: 'audio/webm;codecs=opus',
      audioBitsPerSecond: bitsPerSecond,
    })
    const hush = listen(stream)
    device = {
      recorder,
      stopped: new Promise((done) => recorder.addEventListener('stop', () => done(), { once: true })),
      close: () => {
        hush()
        end()
      },
      written: Promise.resolve(),
    }
    writePieces(recorder, id)
    stream.getTracks()[0]?.addEventListener('ended', () => void stopRecording(words.failures.gone))
    recorder.start(pieceMs)
    useRecorder.setState({ state: 'on', id, before: 0, since: performance.now(), free })
  } catch (error) {
    end()
    const { message, next } = failureOf(error)
    useRecorder.setState({ ...idle, problem: message + next })
  }
}

/** One piece after the other, each until it is on the disk. */
function writePieces(recorder: MediaRecorder, id: string) {
  let offset = 0
  let givenUp = false
  recorder.ondataavailable = ({ data }) => {
    if (!device || data.size === 0) return
    const at = offset
    offset += data.size
    device.written = device.written.then(async () => {
      const bytes = await base64Of(data)
      for (let tries = 1; !givenUp; tries++) {
        try {
          const { free } = await call('recordings.append', { id, offset: at, bytes })
          return useRecorder.setState({ free, behind: false })
        } catch {
          useRecorder.setState({ behind: true })
          if (tries > patience) {
            givenUp = true
            void stopRecording(words.failures.full)
          } else await new Promise((done) => setTimeout(done, againMs))
        }
      }
    })
  }
}

async function base64Of(data: Blob): Promise<string> {
  const bytes = new Uint8Array(await data.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

export function pauseRecording() {
  if (useRecorder.getState().state !== 'on') return
  device?.recorder.pause()
  useRecorder.setState((old) => ({ state: 'paused', before: recordedMs(old), since: null }))
}

export function resumeRecording() {
  if (useRecorder.getState().state !== 'paused') return
  device?.recorder.resume()
  useRecorder.setState({ state: 'on', since: performance.now() })
}

/** The recorder gives its last piece, and it is written. */
async function endPieces(): Promise<void> {
  const ending = device
  if (!ending) return
  // one whose microphone went has stopped by itself: its last piece may still be on the way
  if (ending.recorder.state !== 'inactive') ending.recorder.stop()
  await ending.stopped
  ending.close()
  // what the last event added
  await ending.written
}

/** Ends the recording and keeps it as an attachment. `why`: it did not end because somebody wanted it to. */
export async function stopRecording(why: string | null = null): Promise<void> {
  const { state, id } = useRecorder.getState()
  if ((state !== 'on' && state !== 'paused') || !id) return
  const time = formatClock(recordedMs())
  const problem = why && fill(why, { time })
  useRecorder.setState((old) => ({ state: 'saving', before: recordedMs(old), since: null, problem }))
  await endPieces()
  device = null
  try {
    const kept = await call('recordings.finish', { id })
    const before = kept?.milliseconds ?? 0
    useRecorder.setState({
      ...idle,
      state: kept ? 'saved' : 'off',
      meeting: useRecorder.getState().meeting,
      before,
      problem,
    })
  } catch (error) {
    const { message } = failureOf(error)
    useRecorder.setState({ ...idle, problem: fill(words.failures.unsaved, { why: message }) })
  }
}

// what was heard until now is on the disk; the next start makes an attachment of it
onClosing(endPieces)
