import * as z from 'zod';
import { ChangeId, GroupId, ReassignmentId, ServiceId } from './identifiers.ts';

const Ids = z
  .object({
    changeId: ChangeId.optional().catch(undefined),
    groupId: GroupId.optional().catch(undefined),
    serviceId: ServiceId.optional().catch(undefined),
    reassignmentId: ReassignmentId.optional().catch(undefined),
  })
  .catch({});

/** The valid ids of a change, group, service and reassignment among these fields, for the log. */
export const idsIn = (fields: unknown): z.infer<typeof Ids> =>
  Object.fromEntries(Object.entries(Ids.parse(fields)).filter(([, id]) => id !== undefined));

const { shape } = Ids.unwrap();

/** The same of fields that were parsed already, so that their ids are valid. */
export function idsInParsed(fields: object): Readonly<Record<string, unknown>> {
  const ids: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (name in shape) ids[name] = value;
  return ids;
}
