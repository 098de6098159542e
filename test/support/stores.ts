import type { Table } from '../../shared/store/table.ts';
import { accountStore } from '../../shared/store/accounts.ts';
import { changeListStore } from '../../shared/store/change-lists.ts';
import { changeStore } from '../../shared/store/changes.ts';
import { consentCodeStore } from '../../shared/store/consent-codes.ts';
import { dueWorkStore } from '../../shared/store/due-work.ts';
import { groupDeletionStore } from '../../shared/store/group-deletions.ts';
import { eventStore } from '../../shared/store/events.ts';
import { formerAddressStore } from '../../shared/store/former-addresses.ts';
import { groupStore } from '../../shared/store/groups.ts';
import { inboxStore } from '../../shared/store/inbox.ts';
import { mailingStore } from '../../shared/store/mailings.ts';
import { memberContactsStore } from '../../shared/store/member-contacts.ts';
import { memberStore } from '../../shared/store/members.ts';
import { missingStore } from '../../shared/store/missing.ts';
import { operatorLists } from '../../shared/store/operator-lists.ts';
import { outcomeStore } from '../../shared/store/outcomes.ts';
import { progressStore } from '../../shared/store/progress.ts';
import { reassignmentStore } from '../../shared/store/reassignments.ts';
import { resyncStore } from '../../shared/store/resyncs.ts';
import { serviceStore } from '../../shared/store/services.ts';
import { untoldJoinStore } from '../../shared/store/untold-joins.ts';

/** Every store, over one table. */
export const storesOn = (table: Table) => ({
  accounts: accountStore(table),
  changeLists: changeListStore(table),
  changes: changeStore(table),
  consentCodes: consentCodeStore(table),
  dueWork: dueWorkStore(table),
  groupDeletions: groupDeletionStore(table),
  events: eventStore(table),
  formerAddresses: formerAddressStore(table),
  groups: groupStore(table),
  inbox: inboxStore(table),
  mailings: mailingStore(table),
  memberContacts: memberContactsStore(table),
  members: memberStore(table),
  missing: missingStore(table),
  operatorLists: operatorLists(table),
  outcomes: outcomeStore(table),
  progress: progressStore(table),
  reassignments: reassignmentStore(table),
  resyncs: resyncStore(table),
  services: serviceStore(table),
  untoldJoins: untoldJoinStore(table),
});
