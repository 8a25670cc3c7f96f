/** The only place where the portal's addresses are written. They hold numbers, never people's data. */
export const paths = {
  home: '/',
  matches: (query: { search?: string; page?: number }) => {
    const parameters = new URLSearchParams()
    if (query.search) parameters.set('search', query.search)
    if (query.page && query.page > 1) parameters.set('page', String(query.page))
    const text = parameters.toString()
    return `/matches${text === '' ? '' : `?${text}`}`
  },
  match: (number: number) => `/matches/${number}`,
  batch: (number: number) => `/batches/${number}`,
  stylesheet: '/assets/portal.css',
}
