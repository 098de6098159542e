import { ChangeId } from '../../../../shared/domain/identifiers.ts';
import { Prefix } from '../../../../shared/http/contract/values.ts';
import { readGroupId, readNic } from '../../../lib/values/ids.ts';
import { inPlainCharacters } from '../../../lib/values/reading.ts';
import { readServiceId, type ServiceIdProblem } from '../../../lib/values/service-id.ts';

/** What a search is taken for. `id` is the id of a change or of a reassignment, which look alike. */
export type Understood =
  | { readonly kind: 'empty' }
  | { readonly kind: 'id' | 'group' | 'nic' | 'service' | 'prefix'; readonly value: string }
  | { readonly kind: 'wrong-number'; readonly problem: ServiceIdProblem }
  | { readonly kind: 'unknown' };

/** A number, and not a name: it has digits, and no letters but those of a spreadsheet's `3.3972E+10`. */
const numberLike = /^[+(]?\d[\d .\-/()+,eE]*$/;

/**
 * Takes what a person typed for what it can be: the id of a group, a nic, a number (a national one for a French one),
 * the id of a change or a reassignment, a link to one of the console's pages, or the beginning of a nic or a group.
 */
export function understand(given: string): Understood {
  const text = lastPart(inPlainCharacters(given));
  if (text === '') return { kind: 'empty' };
  const group = readGroupId(text);
  if (group.ok) return { kind: 'group', value: group.value };
  const nic = readNic(text);
  if (nic.ok) return { kind: 'nic', value: nic.value };
  const id = ChangeId.safeParse(text.toUpperCase());
  if (id.success) return { kind: 'id', value: id.data };
  if (numberLike.test(text)) {
    const service = readServiceId(text, { country: 'FR' });
    return service.ok
      ? { kind: 'service', value: service.value }
      : { kind: 'wrong-number', problem: service.problem };
  }
  const prefix = Prefix.safeParse(text.toLowerCase());
  return prefix.success ? { kind: 'prefix', value: prefix.data } : { kind: 'unknown' };
}

/** Of a link, the part that names something: the id in `…/console/changes/<id>`. */
function lastPart(text: string): string {
  if (!URL.canParse(text) || !text.includes('/console/')) return text;
  const [, , , id = ''] = new URL(text).pathname.split('/');
  return id;
}
