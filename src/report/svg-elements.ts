import { printable } from './printable-text.ts'

type Attributes = Readonly<Record<string, string | number>>

export function element(name: string, attributes: Attributes, content = ''): string {
  const given = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('')
  return `<${name}${given}>${content}</${name}>`
}

/** Words with a pale edge, legible over anything. */
export function text(
  words: string,
  { size, ...attributes }: Attributes & { readonly size: number },
): string {
  return element(
    'text',
    {
      'font-size': size,
      stroke: '#ffffff',
      'stroke-width': 2.5,
      'paint-order': 'stroke',
      'stroke-linejoin': 'round',
      ...attributes,
    },
    escaped(words),
  )
}

/** A coordinate as short as a hundredth needs. */
export function fixed(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function escaped(words: string): string {
  return printable(words)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
