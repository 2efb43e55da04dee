/** The catalogue: every string a person reads, by where it is shown. Another language is a translation of `zh-cn/`. */
import { domainText } from './zh-cn/domain.ts';
import { errorText } from './zh-cn/errors.ts';

export const text = {
  domain: domainText,
  errors: errorText,
} as const;
