/** The only place where the portal's addresses are written. They hold numbers, never people's data. */
export const paths = {
  home: '/',
  matches: (page = 1) => (page > 1 ? `/matches?page=${page}` : '/matches'),
  /** A search is posted: who was looked for stays out of addresses and logs. */
  search: '/matches',
  match: (number: number) => `/matches/${number}`,
  batch: (number: number) => `/batches/${number}`,
  stylesheet: '/assets/portal.css',
  mapScript: '/assets/map.js',
  mapStylesheet: '/assets/map.css',
  /** What lies beneath the positions, and where to get it. */
  mapBase: '/map/base.json',
  mapTown: '/map/town.geojson',
  mapTiles: '/map/tiles.pmtiles',
}
