import { roles, type Role } from '../../../shared/domain/roles.ts';

/** A time for people, in UTC: `2026-03-01 08:00 UTC`. */
export const timeFor = (time: string | undefined): string | undefined =>
  time === undefined ? undefined : `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;

/** The same in a column whose title says that it is UTC. */
export const timeInColumn = (time: string | undefined): string | undefined => timeFor(time)?.slice(0, 16);

/** Contacts of a change, role by role: `technical ab1-ovh → cd2-ovh`. */
export function movesFor(
  contacts: Readonly<Partial<Record<Role, { readonly from: string; readonly to: string } | undefined>>>,
): string {
  return roles
    .flatMap((role) => {
      const move = contacts[role];
      return move === undefined ? [] : [`${role} ${move.from} → ${move.to}`];
    })
    .join(', ');
}

/** `1 service`, `2 services`. */
export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** Lines of names and values, aligned. What is undefined is left out. */
export function fieldsOf(fields: readonly (readonly [name: string, value: string | undefined])[]): string[] {
  const shown = fields.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [{ name, value }],
  );
  const width = Math.max(...shown.map(({ name }) => name.length));
  return shown.map(({ name, value }) => `${name.padEnd(width)}  ${value}`);
}
