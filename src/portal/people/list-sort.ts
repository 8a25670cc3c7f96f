import { caseSorts } from '../../store/records/visible-cases.ts'

/** What a list of people can be sorted by: by how much they need attention, unless something else is asked for. */
export const listSorts = ['attention', ...caseSorts] as const
export type ListSort = (typeof listSorts)[number]
