/** The ledger of measures. */
export const ledgerText = {
  /** Written into the proceedings where two computers had moved a stage and a person chose. */
  chosen: '两台电脑的阶段不同，选定“{to}”',
} as const
