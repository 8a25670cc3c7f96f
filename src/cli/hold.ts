import { liftHold, listHolds, placeHold } from '../app/legal-holds.ts'
import { AppError } from '../domain/errors.ts'
import { formatInstant } from '../domain/instant-text.ts'
import type { Interval } from '../domain/interval.ts'
import { londonTime } from '../domain/london-time.ts'
import type { Arguments } from './arguments.ts'
import type { Command } from './command.ts'
import { instantFrom } from './option-values.ts'
import { askerWithPurpose } from './purpose.ts'

export const holdCommand: Command = {
  name: 'hold',
  summary: "keep a wearer's data from being deleted, list what is kept, or lift it",
  help: `Usage: whereabouts hold --wearer W --reason TEXT [--from T] [--until T] --data DIR
       whereabouts hold --list --purpose TEXT --data DIR
       whereabouts hold --lift N --reason TEXT --data DIR

Places a legal hold: nothing of the wearer is deleted, by erase or by purge, until
somebody lifts it. It never ends by itself.

  --wearer W      the device wearer
  --reason TEXT   why it is placed, or lifted; kept with it
  --from T        only what was captured from this instant on …
  --until T       … and before this one
  --list          every hold there ever was
  --purpose TEXT  why they are listed; kept in the audit (or WHEREABOUTS_PURPOSE)
  --lift N        lift hold N
  --data DIR      the data folder (or WHEREABOUTS_DATA)`,
  options: {
    wearer: { kind: 'text' },
    reason: { kind: 'text' },
    from: { kind: 'text' },
    until: { kind: 'text' },
    list: { kind: 'flag' },
    lift: { kind: 'number' },
    purpose: { kind: 'text' },
    data: { kind: 'text' },
  },
  async run(args, terminal, place) {
    const wearer = args.text('wearer')
    const lift = args.number('lift', { least: 1, most: Number.MAX_SAFE_INTEGER, whole: true })
    if (
      [wearer !== undefined, lift !== undefined, args.flag('list')].filter(Boolean).length !== 1
    ) {
      throw new AppError(
        'WRONG_USE',
        'Cannot tell what to do: expected one of --wearer, --list, --lift',
      )
    }
    refuseStrayOptions(args, wearer !== undefined)
    const within = heldInterval(args)
    const asker = args.flag('list')
      ? await askerWithPurpose(args, 'list legal holds', place)
      : { actor: place.actor(), purpose: reasonFrom(args) }
    const data = place.dataPath(args)
    await place.withDataFolder(data, 'hold', async (folder) => {
      if (wearer !== undefined) {
        const id = await placeHold(folder, asker, wearer, within)
        terminal.say(`Legal hold ${id} placed on wearer ${wearer}: ${covered(within)}`)
      } else if (lift !== undefined) {
        await liftHold(folder, asker, lift)
        terminal.say(`Legal hold ${lift} lifted`)
      } else {
        const holds = await listHolds(folder, asker)
        if (holds.length === 0) terminal.say('There is no legal hold')
        for (const hold of holds) {
          const lifted = hold.liftedAt
            ? `lifted ${londonTime(hold.liftedAt)} (${hold.liftReason ?? ''})`
            : 'in force'
          terminal.say(
            `${hold.id}: wearer ${hold.deviceWearerId}, ${covered(hold.within)}; placed ${londonTime(hold.placedAt)} (${hold.reason}); ${lifted}`,
          )
        }
      }
    })
    return 0
  },
}

function refuseStrayOptions(args: Arguments, placing: boolean): void {
  const stray = ['from', 'until'].find((name) => !placing && args.text(name) !== undefined)
  if (stray) {
    throw new AppError('WRONG_USE', `Cannot use --${stray} here: it goes with --wearer`)
  }
}

function reasonFrom(args: Arguments): string {
  const reason = args.text('reason')
  if (reason !== undefined) return reason
  throw new AppError('WRONG_USE', 'Cannot place or lift a hold: --reason is missing')
}

function heldInterval(args: Arguments): Interval {
  const from = instantFrom(args, 'from') ?? -Infinity
  const to = instantFrom(args, 'until') ?? Infinity
  if (from < to) return { from, to }
  throw new AppError(
    'WRONG_USE',
    `Cannot hold until "${args.text('until')}": it is not after --from`,
  )
}

function covered({ from, to }: Interval): string {
  const start = from === -Infinity ? '' : ` from ${formatInstant(from)}`
  const end = to === Infinity ? '' : ` until ${formatInstant(to)}`
  return `everything${start}${end}`
}
