import { type HeaderLines, parseAddressHeader } from 'mailparser'

/** The values of every header of a name, unfolded, from the top. @param name in lower case. */
export function headerValues(lines: HeaderLines, name: string): string[] {
  return lines
    .filter(({ key }) => key === name)
    .map(({ line }) =>
      line
        .slice(line.indexOf(':') + 1)
        .replaceAll(/\r?\n[ \t]*/g, ' ')
        .trim(),
    )
}

/** The topmost header of a name. */
export function headerValue(lines: HeaderLines, name: string): string | undefined {
  return headerValues(lines, name)[0]
}

/** Every address in every header of a name, in lower case. */
export function addressesIn(lines: HeaderLines, name: string): string[] {
  const parsed = parseAddressHeader(headerValues(lines, name), {
    flatten: true,
    decodePunycode: false,
  })
  return parsed.value.flatMap(({ address }) => (address ? [address.toLowerCase()] : []))
}
