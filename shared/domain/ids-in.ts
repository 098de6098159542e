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

const names = Object.keys(Ids.unwrap().shape);

/** The same of fields that were parsed already, so that their ids are valid. */
export const idsInParsed = (fields: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
