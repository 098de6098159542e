import { useDebouncedValue } from '@mantine/hooks';
import { useSearchParams } from 'react-router';
import { ServiceKind } from '../../../../shared/domain/service.ts';
import { readNic } from '../../../lib/values/ids.ts';
import type { ServiceFilter } from '../../api/service-pages.ts';
import { readNumberPrefix } from '../../values/number-prefix.ts';

const typingMilliseconds = 300;
const names = ['kind', 'number', 'contact', 'inSync'] as const;
type Name = (typeof names)[number];

/** What the person typed into the filters. It is kept in the address, so that a filtered table can be sent. */
export type FilterInput = Readonly<Record<Name, string>>;

/** The filters as typed, as the API takes them, and how to change them. */
export function useFilter() {
  const [search, setSearch] = useSearchParams();
  const input: FilterInput = {
    kind: search.get('kind') ?? '',
    number: search.get('number') ?? '',
    contact: search.get('contact') ?? '',
    inSync: search.get('inSync') ?? '',
  };
  const set = (name: Name, value: string): void =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === '') after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const [settled] = useDebouncedValue(search.toString(), typingMilliseconds);
  return {
    input,
    set,
    clear: () => setSearch({}, { replace: true }),
    filter: filterOf(new URLSearchParams(settled)),
  };
}

/** A filter that cannot be meant yet, because it is being typed, does not count. */
function filterOf(search: URLSearchParams): ServiceFilter {
  const kind = ServiceKind.safeParse(search.get('kind')).data;
  const prefix = readNumberPrefix(search.get('number') ?? '');
  const contact = readNic(search.get('contact') ?? '');
  const inSync = (['true', 'false'] as const).find((value) => value === search.get('inSync'));
  return {
    ...(kind !== undefined && { kind }),
    ...(prefix !== undefined && { prefix }),
    ...(contact.ok && { contact: contact.value }),
    ...(inSync !== undefined && { inSync }),
  };
}
