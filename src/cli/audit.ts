import { readAuditHeads } from '../app/audit-heads.ts'
import { type AuditVerification, verifyAudit } from '../app/verify-audit.ts'
import { headsFile } from '../compose.ts'
import { readConfig } from '../config.ts'
import { counted, grouped } from '../domain/count-text.ts'
import { AppError } from '../domain/errors.ts'
import { countAudit, walkAudit } from '../store/records/audit-chain.ts'
import { missingSafeguards } from '../store/records/audit-safeguards.ts'
import type { Command, Terminal } from './command.ts'

export const auditCommand: Command = {
  name: 'audit',
  summary: 'verify that nobody altered, removed or reordered what the audit holds',
  help: `Usage: whereabouts audit verify --data DIR

Goes through every entry of the audit: that none is missing, altered or moved, that
each says what its columns for searching say, and that the chain still holds every
head that was kept outside the records (audit-heads.ndjson in the data folder, or
WHEREABOUTS_AUDIT_HEADS). Says what it cannot know. Changes nothing.

  --data DIR   the data folder (or WHEREABOUTS_DATA)

Exit code: 0 sound, 1 not sound (or it could not be told), 2 wrong use.`,
  options: { data: { kind: 'text' } },
  takesOperands: true,
  async run(args, terminal, place) {
    if (args.operands.join(' ') !== 'verify') {
      throw new AppError(
        'WRONG_USE',
        `Cannot run "${['audit', ...args.operands].join(' ')}": expected "audit verify"`,
      )
    }
    const data = place.dataPath(args)
    const path = headsFile(data, readConfig())
    return place.withRecords(data, 'audit verify', async (records) => {
      const safeguards = await missingSafeguards(records)
      const { heads, unreadable } = readAuditHeads(path)
      const total = await countAudit(records)
      const verified = await verifyAudit(walkAudit(records), heads, (entries) =>
        terminal.progress(`Entry ${grouped(entries)} of ${grouped(total)}`),
      )
      const faults = [...safeguards, ...verified.faults]
      for (const fault of faults) terminal.warn(fault)
      if (faults.length === 0) {
        terminal.say(
          `Sound: ${counted(verified.entries, 'entry', 'entries')}, none missing, altered or moved; ${counted(heads.length, 'head')} kept outside agree`,
        )
      } else {
        terminal.warn(
          `Not sound: ${counted(verified.entries, 'entry', 'entries')}, ${counted(heads.length, 'head')} kept outside`,
        )
      }
      tellLimits(terminal, verified, path, unreadable)
      return faults.length === 0 ? 0 : 1
    })
  },
}

/** What no verification here can know, in numbers. */
function tellLimits(
  terminal: Terminal,
  { lastId, confirmedId }: AuditVerification,
  path: string,
  unreadable: number,
): void {
  terminal.say('What this cannot know:')
  terminal.say(
    confirmedId === 0
      ? `- whether entries were cut off the end: no head that is kept in ${path} confirms one`
      : `- whether entries after ${confirmedId}, the last that ${path} confirms, were cut off the end: ${grouped(lastId - confirmedId)} are there`,
  )
  if (unreadable > 0) terminal.say(`- what ${counted(unreadable, 'line')} of ${path} said`)
  terminal.say('- whether somebody who can write both the records and that file wrote both anew')
  terminal.say('- whether what happened is what the program told: it holds what was told')
}
