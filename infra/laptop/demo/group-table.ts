import type { Client } from '../../../clients/lib/api/client.ts';
import { operations } from '../../../shared/http/contract/operations.ts';
import type { GroupAnswer } from '../../../shared/http/contract/shapes.ts';
import { roles, type Contacts } from '../../../shared/domain/roles.ts';

export interface GroupTable {
  readonly group: GroupAnswer;
  readonly services: number;
  readonly lines: number;
  readonly inSync: number;
  /** For each role, how many services have the group's contact. */
  readonly atGroupContact: Readonly<Record<keyof Contacts, number>>;
}

/** Reads a group and all of its services through the API. */
export async function readGroupTable(client: Client, groupId: string): Promise<GroupTable> {
  const params = { groupId };
  const group = await client.call(operations.getGroup, { params });
  const table = { group, services: 0, lines: 0, inSync: 0 };
  const atGroupContact = { administration: 0, technical: 0, billing: 0 };
  for await (const service of client.list(operations.listGroupServices, { params })) {
    table.services += 1;
    if (service.kind === 'line') table.lines += 1;
    if (service.inSync) table.inSync += 1;
    for (const role of roles) if (service.contacts[role] === group.contacts[role]) atGroupContact[role] += 1;
  }
  return { ...table, atGroupContact };
}

export function describeGroupTable(title: string, table: GroupTable): string {
  const { group, services, lines, inSync, atGroupContact } = table;
  const counts = `${lines} lines, ${services - lines} numbers, ${inSync} in sync`;
  const head = `${title}: ${group.groupId}, revision ${group.revision}: ${counts}`;
  const rows = roles.map((role) => {
    const contact = `  ${role.padEnd(15)} ${group.contacts[role].padEnd(14)}`;
    return `${contact} on ${atGroupContact[role]} of ${services} services`;
  });
  return [head, ...rows].join('\n');
}

/** Whether the group and all of its services have these contacts. */
export const isWholeAt = (table: GroupTable, contacts: Contacts, services: number): boolean =>
  table.services === services &&
  table.inSync === services &&
  roles.every(
    (role) => table.group.contacts[role] === contacts[role] && table.atGroupContact[role] === services,
  );
