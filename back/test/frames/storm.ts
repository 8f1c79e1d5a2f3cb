import fc, { type Arbitrary } from 'fast-check'
import { enginePackets, type Frames, pollingBodies, rawBytes, socketPackets } from './packets.js'
import { commands, type Known } from './payloads.js'
import { postAll, upgradeBadly } from './polling.js'
import { sendBytes, Wire } from './wire.js'

export type Target = { at: string; tokens: string[]; known: Known; seed: number }

const AT_ONCE = 8
/** Fewer than a socket may have in flight: the rest would be refused unread. */
const COMMANDS_AT_ONCE = 90
const COMMANDS_PER_SOCKET = 900
const UNITS_PER_BATCH = 250
/** What follows the one that ends the connection is sent in vain. */
const UNITS_AT_ONCE = 5

/** Frames of every kind, the same for the same seed and count. */
export class Storm {
  /** Frames, of which each was read by the server, or ended its connection. */
  sent = 0
  private batch = 0

  constructor(private readonly target: Target) {}

  /** Commands of people who are logged in. Whatever is wrong with the payload, the socket lives on. */
  async commands(count: number): Promise<void> {
    await this.inBatches(
      commands(this.target.known),
      { count, size: COMMANDS_PER_SOCKET },
      async (all, token) => {
        const wire = await Wire.open(this.target.at, token)
        for (let i = 0; i < all.length; i += COMMANDS_AT_ONCE)
          await wire.sendCommands(all.slice(i, i + COMMANDS_AT_ONCE))
        this.sent += all.length
        await wire.close()
      },
    )
  }

  /** Packets by strangers and, each tenth batch, by who is logged in; a new connection when one is ended. */
  async packets(kind: 'engine' | 'socket', count: number): Promise<void> {
    const arbitrary = kind === 'engine' ? enginePackets : socketPackets
    await this.inBatches(arbitrary, { count, size: UNITS_PER_BATCH }, async (units, token, batch) => {
      let left = units
      while (left.length > 0) {
        const wire = await Wire.open(this.target.at, batch % 10 === 0 ? token : undefined)
        while (wire.isOpen && left.length > 0) {
          const read = await wire.sendUnits(left.slice(0, UNITS_AT_ONCE))
          this.sent += left.slice(0, read).reduce((sum, unit) => sum + unit.length, 0)
          left = left.slice(read)
        }
        await wire.close()
      }
    })
  }

  /** Long polling, upgrades from it, and bytes that are no frames. */
  async oddities(count: number): Promise<void> {
    const { at } = this.target
    await this.inBatches(pollingBodies, { count: count * 0.7, size: 50 }, async (bodies) => {
      await postAll(at, bodies)
      this.sent += bodies.length
    })
    const probes = fc.array(fc.oneof(fc.constantFrom('2probe', '5', '2', '40'), text(enginePackets)), {
      maxLength: 4,
    })
    await this.inBatches(probes, { count: count * 0.1, size: 20 }, async (all) => {
      for (const frames of all) await upgradeBadly(at, frames)
      this.sent += all.flat().length
    })
    await this.inBatches(rawBytes, { count: count * 0.2, size: 50 }, async (all) => {
      for (const bytes of all) await sendBytes(at, bytes)
      this.sent += all.length
    })
  }

  private async inBatches<T>(
    arbitrary: Arbitrary<T>,
    { count, size }: { count: number; size: number },
    send: (batch: T[], token: string, number: number) => Promise<void>,
  ): Promise<void> {
    const { seed, tokens } = this.target
    let left = Math.ceil(count / size)
    const worker = async () => {
      while (left-- > 0) {
        const number = this.batch++
        const batch = fc.sample(arbitrary, { numRuns: size, seed: seed + number })
        await send(batch, tokens[number % tokens.length] ?? '', number)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
  }
}

const text = (units: Arbitrary<Frames>): Arbitrary<string> =>
  units.map(([frame]) => (typeof frame === 'string' ? frame : ''))
