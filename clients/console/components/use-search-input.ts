import { useDebouncedValue } from '@mantine/hooks';
import { useSearchParams } from 'react-router';

const typingMilliseconds = 350;

/**
 * What the person typed into fields that stand in the address, so that what they show can be sent as a link. `settled`
 * is what stood there when the person last paused.
 */
export function useSearchInput<Name extends string>(names: readonly Name[]) {
  const [search, setSearch] = useSearchParams();
  const inputOf = (params: URLSearchParams): ReadonlyMap<Name, string> =>
    new Map(names.map((name) => [name, params.get(name) ?? '']));
  const [settled] = useDebouncedValue(search.toString(), typingMilliseconds);
  const input = inputOf(search);
  const atRest = inputOf(new URLSearchParams(settled));
  return {
    input: (name: Name): string => input.get(name) ?? '',
    settled: (name: Name): string => atRest.get(name) ?? '',
    isSettled: search.toString() === settled,
    isEmpty: [...input.values()].every((value) => value === ''),
    set: (name: Name, value: string): void =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          if (value === '') after.delete(name);
          else after.set(name, value);
          return after;
        },
        { replace: true },
      ),
    clear: (): void =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          for (const name of names) after.delete(name);
          return after;
        },
        { replace: true },
      ),
  };
}
