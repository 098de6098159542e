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

/**
 * The ids of change, group, service and reassignment among these fields, to log them; nothing else, and nothing that
 * is no such id.
 */
export const idsIn = (fields: unknown): z.infer<typeof Ids> =>
  Object.fromEntries(Object.entries(Ids.parse(fields)).filter(([, id]) => id !== undefined));
