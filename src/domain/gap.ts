/**
 * Two positions of a device further apart than this have a gap between them: where it was meanwhile
 * is not known. One number for visits, maps and tables. Minutes.
 */
export const GAP_MINUTES = 5
