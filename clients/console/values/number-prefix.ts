import { NumberPrefix } from '../../../shared/http/contract/group-shapes.ts';
import { inPlainCharacters } from '../../lib/values/reading.ts';

/**
 * The beginning of a number as the API takes it, of what a person typed: `09 72` is `0033972`, `+41 22` is `004122`.
 * A national number is taken for a French one. Undefined if it cannot be the beginning of a number.
 */
export function readNumberPrefix(given: string): string | undefined {
  const text = inPlainCharacters(given).replaceAll(/[ .\-/()]/g, '');
  const international = text.replace(/^\+/, '00').replace(/^0(?=[1-9])/, '0033');
  return NumberPrefix.safeParse(international).data;
}
