/** What a batch id says of its file: the batch it belongs to, and how it came again. */
export interface BatchIdParts {
  /** `MPS20260110` of `MPS20260110-R`; a second file of the day, `-2`, is a batch of its own. */
  readonly stem: string
  /** `R`: rows sent again, such as those that were refused; `A`: what is said of crimes is amended. */
  readonly again: 'R' | 'A' | undefined
}

export function batchIdParts(batchId: string): BatchIdParts {
  const [, stem = batchId, letter] = /^(.*)-([RA])$/i.exec(batchId) ?? []
  const again = letter?.toUpperCase()
  return { stem, again: again === 'R' || again === 'A' ? again : undefined }
}
