/** antd under our theme. Only ever imported by `lazy-antd.tsx`. */
import { Cascader, ConfigProvider, DatePicker, type ThemeConfig, theme } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { text } from '../../shared/text/zh-cn.ts'
import { call } from '../api.ts'
import { isDark, onThemeChange } from './theme.ts'

dayjs.locale('zh-cn')

/** Exact colours go in after derivation: as plain seeds the dark algorithm dulls the brand. */
function themeOf(dark: boolean): ThemeConfig {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const derive = dark ? theme.darkAlgorithm : theme.defaultAlgorithm
  return {
    algorithm: (seed) => ({
      ...derive(seed),
      colorPrimary: token('brand'),
      colorPrimaryHover: token('brand-hover'),
      colorPrimaryActive: token('brand-hover'),
      colorPrimaryBg: token('soft'),
      colorPrimaryBgHover: token('soft'),
      colorPrimaryBorder: token('mid'),
      colorError: token('red'),
      colorText: token('ink'),
      colorTextSecondary: token('ink2'),
      colorTextTertiary: token('ink3'),
      colorBgContainer: token('sheet'),
      colorBgElevated: token('raised'),
      colorLink: token('brand-ink'),
    }),
    token: {
      fontFamily: token('font'),
      fontSize: 15,
      fontSizeSM: 13,
      fontSizeLG: 17,
      borderRadius: 6,
      borderRadiusSM: 4,
      borderRadiusLG: 10,
      controlHeight: 36,
      controlHeightSM: 30,
      controlHeightLG: 44,
      colorBorder: token('ctl'),
      colorBorderSecondary: token('line'),
      colorTextPlaceholder: token('ink3'),
      colorTextLightSolid: token('on-brand'),
      controlOutline: 'transparent',
      controlItemBgActive: token('soft'),
      boxShadowTertiary: 'none',
      motionDurationFast: '80ms',
      motionDurationMid: '140ms',
      motionDurationSlow: '200ms',
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
    components: { Input: { activeShadow: `0 0 0 1px ${token('brand')}` } },
  }
}

function Themed({ children }: { children: ReactNode }) {
  const [dark, setDark] = useState(isDark)
  useEffect(() => onThemeChange(() => setDark(isDark())), [])
  const config = useMemo(() => themeOf(dark), [dark])
  return (
    <ConfigProvider locale={zhCN} theme={config} button={{ autoInsertSpace: false }} wave={{ disabled: true }}>
      {children}
    </ConfigProvider>
  )
}

type CalendarProps = {
  value: string | null
  month?: boolean
  onChange: (date: string) => void
  onClose: () => void
  label: string
}

/** Opens at once; the field beside it is where dates are typed. */
export function CalendarPanel({ value, month = false, onChange, onClose, label }: CalendarProps) {
  const format = month ? 'YYYY-MM' : 'YYYY-MM-DD'
  return (
    <Themed>
      <DatePicker
        open
        autoFocus
        aria-label={label}
        picker={month ? 'month' : 'date'}
        size="small"
        allowClear={false}
        value={value ? dayjs(value) : null}
        onChange={(date) => date && onChange(date.format(format))}
        onOpenChange={(open) => !open && onClose()}
      />
    </Themed>
  )
}

type Option = { value: string; label: string; isLeaf: boolean; children?: Option[] }
type CascaderProps = { label: string; onChange: (id: string, name: string) => void; onClose: () => void }

async function childrenOf(parent: string | null): Promise<Option[]> {
  const rows = await call('regions.children', { parent })
  return rows.map(({ id, name, leaf }) => ({ value: id, label: name ?? text.common.unnamed, isLeaf: leaf }))
}

/** Level by level; any level may be chosen. */
export function RegionCascader({ label, onChange, onClose }: CascaderProps) {
  const [options, setOptions] = useState<Option[]>([])
  useEffect(() => {
    childrenOf(null).then(setOptions, () => {})
  }, [])
  return (
    <Themed>
      <Cascader<Option>
        open
        autoFocus
        aria-label={label}
        size="small"
        changeOnSelect
        expandTrigger="click"
        placeholder={text.common.region.choose}
        options={options}
        loadData={async (chain) => {
          const last = chain.at(-1)
          if (!last || last.children) return
          last.children = await childrenOf(last.value).catch(() => [])
          setOptions((old) => [...old])
        }}
        onChange={(_, chain) => {
          const last = chain?.at(-1)
          if (last) onChange(last.value, last.label)
        }}
        onOpenChange={(open) => !open && onClose()}
      />
    </Themed>
  )
}
