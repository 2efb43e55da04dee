/** The icon's strokes without its ground: 善, with 口 in gold. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="92 62 328 382" fill="none" aria-hidden="true">
      <g stroke="currentColor" strokeWidth="26" strokeLinecap="round" strokeLinejoin="round">
        <path d="M194 74l22 36M318 74l-22 36" />
        <path d="M148 132h216M168 176h176M130 220h252M256 132v88" />
        <path d="M208 246l14 24M304 246l-14 24" />
        <path d="M104 292h304" />
      </g>
      <rect x="170" y="340" width="172" height="92" rx="22" stroke="var(--gold)" strokeWidth="30" />
    </svg>
  )
}
