import { expect, test } from 'vitest';
import { readModel } from '../../../infra/local/cloudformation/model.ts';
import { ChangeId, GroupId, Nic, ReassignmentId, ServiceId } from '../../../shared/domain/identifiers.ts';
import { firstContacts } from './departments.ts';
import { firstEventOf } from './first-event.ts';
import { assembly } from '../../support/assembly.ts';

const model = readModel(await assembly(), 'http://queues.invalid');
const things = {
  groupId: GroupId.parse('be20001-ovh-1'),
  contacts: firstContacts,
  recipient: Nic.parse('be10004-ovh'),
  serviceId: ServiceId.parse('0033900000000'),
  leaving: ServiceId.parse('0033900000001'),
  changeId: ChangeId.parse('01KJQ4M6ZJ8W7V5N3T2R1Q0P9X'),
  reassignmentId: ReassignmentId.parse('01KJQ4M6ZJ8W7V5N3T2R1Q0P9X'),
};

test.each(model.functions)('there is a first event for $name that it does not refuse unseen', (one) => {
  expect(firstEventOf(model, one, things)).toBeDefined();
});
