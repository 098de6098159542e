import type * as z from 'zod';
import { ChangeId, CodeId, GroupId, Nic, ReassignmentId, ServiceId } from '../domain/identifiers.ts';

const isOf =
  (schema: z.ZodType) =>
  (place: string): boolean =>
    schema.safeParse(place).success;

/** Whether a list that is ordered by such ids may be continued after the place. */
export const isNic = isOf(Nic);
export const isGroupId = isOf(GroupId);
export const isServiceId = isOf(ServiceId);
export const isChangeId = isOf(ChangeId);
export const isReassignmentId = isOf(ReassignmentId);
export const isCodeId = isOf(CodeId);
