export { fill } from '../../shared/text/fill.ts'
