/** Long enough for every page's address; a longer one is not ours. */
const LONGEST = 500

/**
 * Printable ASCII, no backslash anywhere and no second slash at the start: browsers drop tabs and line
 * feeds, read a backslash as a slash, and take `//host` for another host.
 */
const HERE = /^\/(?!\/)[!-[\]-~]*$/

/** Where to go after sign-in: `wanted` where it is an address on this server, else `undefined`. */
export function returnPath(wanted: string | undefined): string | undefined {
  return wanted !== undefined && wanted.length <= LONGEST && HERE.test(wanted) ? wanted : undefined
}
