import { grouped } from '../../domain/count-text.ts'
import type { AuditSample } from '../../store/records/audit-samples.ts'

/** Of a period's events, in per cent. */
export const SHARES = [1, 2, 5, 10] as const

/** `5 %`, or `40 at most` where a number was asked for. */
export function sizeText({ size }: AuditSample): string {
  return 'share' in size ? `${Math.round(size.share * 100)} %` : `${size.most} at most`
}

/** `12 of 40 reviewed`. */
export function progressText({ reviewed, events }: AuditSample): string {
  return `${grouped(reviewed)} of ${grouped(events)} reviewed`
}
