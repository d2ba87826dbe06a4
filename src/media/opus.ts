/** Samples a second of Opus: its clock always runs at 48 kHz, whatever the microphone did (RFC 6716, 2). */
export const opusRate = 48_000

/** Sound taken out of its container: what a player needs and nothing else. */
export interface OpusSound {
  readonly channels: 1 | 2
  /** Samples at the beginning that a decoder throws away. */
  readonly preSkip: number
  readonly packets: readonly Uint8Array[]
}

/** Thrown while a container is read; why is said in the words of the field, not here. */
export class NotOpusError extends Error {}

/** `OpusHead` (RFC 7845, 5.1) of one or two channels; everything else is for orchestras. */
export function readOpusHead(head: Uint8Array): Pick<OpusSound, 'channels' | 'preSkip'> {
  if (head.length < 19 || textOf(head.subarray(0, 8)) !== 'OpusHead') throw new NotOpusError()
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const [version, channels, mappingFamily] = [view.getUint8(8), view.getUint8(9), view.getUint8(18)]
  if (version > 15 || mappingFamily !== 0 || (channels !== 1 && channels !== 2)) throw new NotOpusError()
  return { channels, preSkip: view.getUint16(10, true) }
}

/**
 * How many samples a packet plays, from its first bytes (RFC 6716, 3.1 and 3.2): no player can be told otherwise, so
 * a recording cannot say that it is shorter than it is.
 */
export function samplesOf(packet: Uint8Array): number {
  const [first, second] = packet
  if (first === undefined) throw new NotOpusError()
  const code = first & 3
  const frames = code === 0 ? 1 : code < 3 ? 2 : (second ?? 0) & 63
  const samples = frames * frameSamples(first >> 3)
  if (frames === 0 || samples > longestPacket) throw new NotOpusError()
  return samples
}

const longestPacket = 0.12 * opusRate

function frameSamples(configuration: number): number {
  if (configuration < 12) return opusRate * ([0.01, 0.02, 0.04, 0.06][configuration % 4] ?? 0)
  if (configuration < 16) return opusRate * (configuration % 2 === 0 ? 0.01 : 0.02)
  return opusRate * ([0.0025, 0.005, 0.01, 0.02][configuration % 4] ?? 0)
}

export const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes)
