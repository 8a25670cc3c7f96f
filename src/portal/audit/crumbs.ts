import { paths } from '../paths.ts'

export const auditCrumbs = [{ text: 'Audit', href: paths.audit }]
export const samplesCrumbs = [...auditCrumbs, { text: 'Dip-sampling', href: paths.auditSamples }]
