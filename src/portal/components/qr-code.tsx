import type { FC } from 'hono/jsx'
import { encode } from 'uqr'

/** Modules of white that a reader needs around the code. */
const BORDER = 4

/** A QR code as an image of its own, without script or style. */
export const QrCode: FC<{ text: string; label: string }> = ({ text, label }) => {
  const { size, data } = encode(text, { ecc: 'M', border: BORDER })
  const dark = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  )
  return (
    <svg
      class="app-qr-code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width="240"
      height="240"
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  )
}
