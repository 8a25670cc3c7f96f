import { createHash } from 'node:crypto'
import { GAP_MINUTES } from '../../domain/gap.ts'
import { formatInstant } from '../../domain/instant-text.ts'
import type { Instant, Interval } from '../../domain/interval.ts'
import { ALGORITHM } from '../../matching/parameters.ts'
import type { ZipEntry } from '../../report/zip-file.ts'
import type { PackContent, PackIncident } from './pack-content.ts'
import { standingText } from './pack-words.ts'
import { evidenceColumn, positionsCsv } from './positions-csv.ts'

const FORMAT = 'whereabouts-breach-pack/1'
const MANIFEST = 'manifest.json'

/** Everything a pack holds: its document, the positions, what was said and decided, and the hashes of all of it. */
export function packFiles(content: PackContent, pdf: Uint8Array): ZipEntry[] {
  const { facts, incidents } = content
  const files: ZipEntry[] = [
    { name: `breach-pack-${facts.id}.pdf`, bytes: pdf },
    { name: 'incidents.json', bytes: json(incidents.map(incidentJson)) },
    ...incidents.map(({ found, positions }) => ({
      name: `positions/incident-${found.id}.csv`,
      bytes: positionsCsv(positions, [evidenceColumn]),
    })),
  ]
  const all = [...files, { name: MANIFEST, bytes: json(manifest(content, files)) }]
  // As `sha256sum -c SHA256SUMS` reads it.
  const sums = all.map(({ name, bytes }) => `${sha256(bytes)}  ${name}\n`).join('')
  return [...all, { name: 'SHA256SUMS', bytes: Buffer.from(sums) }]
}

function manifest(
  { facts, person, within, incidents, notes, settings }: PackContent,
  files: readonly ZipEntry[],
) {
  return {
    format: FORMAT,
    document: facts.id,
    deviceWearerId: person.id,
    purpose: facts.purpose,
    askedBy: facts.author,
    askedAt: formatInstant(facts.askedAt),
    readAt: formatInstant(facts.readAt),
    ...written(within),
    incidents: incidents.map(({ found }) => found.id),
    notes: notes.map(({ id }) => id),
    method: { algorithm: ALGORITHM, gapMinutes: GAP_MINUTES, monitoring: settings },
    files: files.map(({ name, bytes }) => ({
      name,
      bytes: bytes.length,
      sha256: sha256(bytes),
    })),
  }
}

/** An incident with its instants in UTC. */
function incidentJson(incident: PackIncident) {
  const { found, rule, within, isCut, revisions, acts, decisions, stretches, outcomes } = incident
  const { id, kind, family, conditionId, stage, startsAt, endsAt, actualAt, revision } = found
  return {
    id,
    standing: standingText(incident),
    kind,
    family,
    conditionId,
    stage,
    startsAt: formatInstant(startsAt),
    endsAt: at(endsAt),
    actualAt: at(actualAt),
    revision,
    certainty: found.finding.certainty,
    shown: { ...written(within), isCut },
    counted: stretches.map(written),
    unknown: found.finding.unknown.map(written),
    rule: rule && { ...rule, saidAt: at(rule.saidAt) },
    revisions: revisions.map((one) => ({
      revision: one.revision,
      saidAt: formatInstant(one.saidAt),
      dataArrivedAt: at(one.dataArrivedAt),
      why: one.why,
      stage: one.stage,
      startsAt: formatInstant(one.startsAt),
      endsAt: at(one.endsAt),
      counted: one.finding.counted.map(written),
      unknown: one.finding.unknown.map(written),
    })),
    decisions: decisions.map((one) => ({
      decision: one.decision,
      reason: one.reason,
      text: one.text,
      revision: one.revision,
      by: one.decidedBy.name,
      at: formatInstant(one.decidedAt),
      revoked: one.revoked && { ...one.revoked, at: formatInstant(one.revoked.at) },
    })),
    acts: acts.map((act) => ({ ...act, at: formatInstant(act.at) })),
    outcomes: outcomes.map(({ outcome, onDate, text, recordedBy, recordedAt, revoked }) => ({
      outcome,
      onDate,
      text,
      recordedBy,
      recordedAt: formatInstant(recordedAt),
      revoked: revoked && { ...revoked, at: formatInstant(revoked.at) },
    })),
  }
}

function written({ from, to }: Interval) {
  return { from: at(from), to: at(to) }
}

function at(instant: Instant | undefined): string | undefined {
  return instant === undefined || !Number.isFinite(instant) ? undefined : formatInstant(instant)
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
