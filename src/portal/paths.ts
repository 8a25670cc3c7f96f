/** The only place where the portal's addresses are written. They hold numbers, never people's data. */
export const paths = {
  home: '/',
  matches: (page = 1) => (page > 1 ? `/matches?page=${page}` : '/matches'),
  /** A search is posted: who was looked for stays out of addresses and logs. */
  search: '/matches',
  match: (number: number) => `/matches/${number}`,
  batch: (number: number) => `/batches/${number}`,
  stylesheet: '/assets/portal.css',
}
