/** 打印 of what one sees: whether it was asked for, and its button. */
import { Printer } from 'lucide-react'
import { create } from 'zustand'
import { text } from '../../shared/text/zh-cn.ts'
import { type ButtonProps, IconButton } from './button.tsx'

export const usePrinting = create(() => ({ open: false }))

export const openPrinting = () => usePrinting.setState({ open: true })

export function PrintButton({ size }: Pick<ButtonProps, 'size'>) {
  return (
    <IconButton
      size={size}
      variant="text"
      icon={Printer}
      label={text.print.button}
      title={`${text.print.button} (Ctrl P)`}
      aria-keyshortcuts="Control+P"
      onClick={openPrinting}
    />
  )
}
