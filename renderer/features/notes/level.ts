/** How loud it is, a few times a second, for the meter alone. */
import { create } from 'zustand'

export type Level = 'silent' | 'low' | 'good' | 'loud'
/** `loudness`: 0 to 1, as the ear has it. */
export const useLevel = create<{ level: Level; loudness: number }>(() => ({ level: 'good', loudness: 0 }))

const everyMs = 200
/** Amplitudes, full scale 1. */
const silence = 0.002
const quiet = 0.012
const clipping = 0.98
/** A pause between two sentences is no silence. */
const silentMs = 3000

/** Watches a stream until the answered function is called. */
export function listen(stream: MediaStream): () => void {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  let heard = performance.now()
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    let sum = 0
    let peak = 0
    for (const sample of samples) {
      sum += sample * sample
      peak = Math.max(peak, Math.abs(sample))
    }
    const strength = Math.sqrt(sum / samples.length)
    const now = performance.now()
    if (strength > silence) heard = now
    const level = peak > clipping ? 'loud' : strength > quiet ? 'good' : now - heard > silentMs ? 'silent' : 'low'
    // decibels from -60 up
    const loudness = Math.max(0, Math.min(1, 1 + Math.log10(Math.max(strength, 1e-3)) / 3))
    useLevel.setState({ level, loudness })
  }, everyMs)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}
