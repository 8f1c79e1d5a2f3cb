/** Two soft notes, a fourth apart: heard beside other work, and gone at once. */
const NOTES = [
  { hertz: 659.25, atSeconds: 0 },
  { hertz: 880, atSeconds: 0.09 },
]
const LOUDNESS = 0.07
const LASTS_SECONDS = 0.32
/** Many messages at once are one sound. */
const PAUSE_MS = 1_500
const START_MS = 400

let context: AudioContext | null = null
let playedAt = -Infinity

/** A browser that nobody has touched yet stays silent. */
export async function chime(): Promise<void> {
  const now = performance.now()
  if (now - playedAt < PAUSE_MS || typeof AudioContext === 'undefined') return
  playedAt = now
  context ??= new AudioContext()
  await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, START_MS))])
  // A sound that comes minutes later would be about nothing.
  if (context.state === 'running') for (const note of NOTES) play(context, note)
}

function play(audio: AudioContext, { hertz, atSeconds }: (typeof NOTES)[number]): void {
  const starts = audio.currentTime + atSeconds
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.type = 'sine'
  tone.frequency.value = hertz
  volume.gain.setValueAtTime(0.0001, starts)
  volume.gain.exponentialRampToValueAtTime(LOUDNESS, starts + 0.012)
  volume.gain.exponentialRampToValueAtTime(0.0001, starts + LASTS_SECONDS)
  tone.connect(volume).connect(audio.destination)
  tone.start(starts)
  tone.stop(starts + LASTS_SECONDS)
}
