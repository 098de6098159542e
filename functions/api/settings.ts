import * as z from 'zod';
import {
  ApiSettings,
  ChangeApiSettings,
  EventApiSettings,
  JoinApiSettings,
  NotifyingApiSettings,
  ReassignmentApiSettings,
} from '../../shared/http/compose.ts';
import type { OperationId } from '../../shared/http/contract/operations.ts';

const NoSettings = z.object({});

/** The environment variables that each operation's function reads. The stack sets these and no others. */
export const apiSettings = {
  acceptContactChange: ChangeApiSettings,
  acceptReassignment: ReassignmentApiSettings,
  acceptReassignments: ReassignmentApiSettings,
  addGroupServices: JoinApiSettings,
  cancelContactChange: ChangeApiSettings,
  cancelReassignment: ReassignmentApiSettings,
  createConsentCode: ApiSettings,
  deleteGroup: ApiSettings,
  deleteGroupService: EventApiSettings,
  getAccount: ApiSettings,
  getContactChange: ApiSettings,
  getGroup: ApiSettings,
  getHealth: NoSettings,
  getOpenapi: NoSettings,
  getReassignment: ApiSettings,
  getResync: ApiSettings,
  getServiceRights: ApiSettings,
  getService: ApiSettings,
  listContactRoles: ApiSettings,
  listGroupChanges: ApiSettings,
  listGroupServices: ApiSettings,
  listGroups: ApiSettings,
  listInbox: ApiSettings,
  listMemberOutcomes: ApiSettings,
  listMyChanges: ApiSettings,
  listReassignmentOutcomes: ApiSettings,
  listReassignments: ApiSettings,
  previewReassignment: ApiSettings,
  putAccount: ApiSettings,
  putGroupService: JoinApiSettings,
  putGroup: ApiSettings,
  refuseContactChange: ChangeApiSettings,
  refuseReassignment: ReassignmentApiSettings,
  requestGroupChange: ChangeApiSettings,
  requestReassignment: ReassignmentApiSettings,
  requestServiceChange: ChangeApiSettings,
  resyncMembers: NotifyingApiSettings,
  retryContactChange: ChangeApiSettings,
} satisfies Record<OperationId, z.ZodObject>;
