import { invalid, ok, type Result, refuse } from '../result.ts'
import { NotOpusError, type OpusSound, opusRate, samplesOf, textOf } from './opus.ts'
import { readOgg } from './read-ogg.ts'
import { readWebm } from './read-webm.ts'
import { writeWebm } from './write-webm.ts'

export const voiceLimits = { bytes: 400_000, seconds: 60 } as const

/** Recorders stop a moment late. */
const graceSeconds = 0.5

export interface VoiceFile {
  readonly bytes: Uint8Array
  readonly seconds: number
  readonly mediaType: 'audio/webm'
}

/**
 * Judges a voice message by its content, never by its name, and packs it anew so that nothing but the sound stays.
 * Opus in Ogg or WebM. Refuses beside `field`: too many bytes, longer than 60 seconds, another format, empty, damaged
 * or cut off. Never throws for bad input.
 */
export function judgeVoice(bytes: Uint8Array, field: string): Result<VoiceFile> {
  if (bytes.byteLength > voiceLimits.bytes) {
    return refuse(invalid(field, 'media.errors.voiceLarge', { kilobytes: voiceLimits.bytes / 1000 }))
  }
  const read = readerOf(bytes)
  if (!read) return refuse(invalid(field, 'media.errors.notVoice'))
  try {
    const sound = read(bytes)
    const seconds = sound.packets.reduce((sum, packet) => sum + samplesOf(packet), 0) / opusRate
    if (seconds === 0) return refuse(invalid(field, 'media.errors.voiceEmpty'))
    if (seconds > voiceLimits.seconds + graceSeconds) {
      return refuse(invalid(field, 'media.errors.voiceLong', { seconds: voiceLimits.seconds }))
    }
    return ok({
      bytes: writeWebm(sound),
      seconds: Math.min(voiceLimits.seconds, Math.max(1, Math.round(seconds))),
      mediaType: 'audio/webm',
    })
  } catch (fault) {
    if (fault instanceof NotOpusError) return refuse(invalid(field, 'media.errors.voiceBroken'))
    throw fault
  }
}

function readerOf(bytes: Uint8Array): ((file: Uint8Array) => OpusSound) | undefined {
  const start = textOf(bytes.subarray(0, 4))
  if (start === 'OggS') return readOgg
  return start === '\x1aE\xdf\xa3' ? readWebm : undefined
}
