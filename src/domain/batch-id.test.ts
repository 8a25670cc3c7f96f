import { describe, expect, it } from 'vitest'
import { batchIdParts } from './batch-id.ts'

describe('batchIdParts', () => {
  it.each([
    ['MPS20260110', 'MPS20260110', undefined],
    ['MPS20260110-R', 'MPS20260110', 'R'],
    ['MPS20260110-a', 'MPS20260110', 'A'],
    ['CoLP20260110-2-R', 'CoLP20260110-2', 'R'],
    ['MPS20260110-2', 'MPS20260110-2', undefined],
    ['', '', undefined],
  ])('%s', (batchId, stem, again) => {
    expect(batchIdParts(batchId)).toEqual({ stem, again })
  })
})
