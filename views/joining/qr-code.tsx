import type { FC } from 'hono/jsx'
import { encode } from 'uqr'

/** So much white around it lets every camera find it (ISO/IEC 18004). */
const quietZone = 4

/** A QR code as plain markup. Black on white whatever the page's colours are: not every camera reads the reverse. */
export const QrCode: FC<{ text: string; label: string; large?: boolean | undefined }> = ({
  text,
  label,
  large,
}) => {
  const { data } = encode(text, { ecc: 'M', border: quietZone })
  const size = data.length
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      width={large ? '100%' : '240'}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={data.map(rowPath).join('')} fill="#000" />
    </svg>
  )
}

/** The dark runs of one row, each as a bar. */
function rowPath(row: readonly boolean[], y: number): string {
  const starts = row.flatMap((dark, x) => (dark && !row[x - 1] ? [x] : []))
  return starts
    .map((start) => {
      const after = row.indexOf(false, start)
      return `M${start} ${y}h${(after === -1 ? row.length : after) - start}v1H${start}z`
    })
    .join('')
}
