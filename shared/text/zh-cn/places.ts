/** Where data must not lie. */
export const placesText = { network: '网络盘', removable: '可拔出的盘（U 盘、移动硬盘）' } as const
