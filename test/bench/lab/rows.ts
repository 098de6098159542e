import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ContactChange } from '../../../shared/domain/contact-change.ts';
import type { Group } from '../../../shared/domain/group.ts';
import type { ChangeId, GroupId, Nic, ServiceId } from '../../../shared/domain/identifiers.ts';
import { roles, type Contacts } from '../../../shared/domain/roles.ts';
import type { Service } from '../../../shared/domain/service.ts';
import { changeStore, type ChangeStore } from '../../../shared/store/changes.ts';
import { dynamoDbTable } from '../../../shared/aws/dynamodb-table.ts';
import { groupStore, type GroupStore } from '../../../shared/store/groups.ts';
import { groupKey } from '../../../shared/store/keys.ts';
import { serviceStore, type ServiceStore } from '../../../shared/store/services.ts';
import type { Put, Table } from '../../../shared/store/table.ts';

export interface Expected {
  readonly contacts: Partial<Contacts>;
  readonly revision: number;
}

/** Every contender sets another technical contact, at a revision. */
export interface PeersExpected extends Expected {
  readonly contacts: { readonly technical: Nic };
}

/** Bypasses the system, so that nothing is counted or trusted. */
export class Rows {
  readonly tableName: string;
  readonly client: DynamoDBClient;
  readonly #table: Table;
  readonly #services: ServiceStore;
  readonly #groups: GroupStore;
  readonly #changes: ChangeStore;

  constructor(tableName: string, client: DynamoDBClient) {
    this.tableName = tableName;
    this.client = client;
    const table = dynamoDbTable(tableName, client);
    this.#table = table;
    this.#services = serviceStore(table);
    this.#groups = groupStore(table);
    this.#changes = changeStore(table);
  }

  async group(groupId: GroupId): Promise<Group> {
    const found = await this.#groups.find(groupId);
    if (found === undefined) throw new Error(`There is no group ${groupId}.`);
    return found.group;
  }

  /** The members whose rows do not hold what is expected. */
  async notYet(members: readonly ServiceId[], expected: Expected): Promise<ServiceId[]> {
    const rows = await this.#services.findMany(members);
    return members.filter((serviceId) => !isAt(rows.get(serviceId), expected));
  }

  /** Bypasses the functions and their costs. */
  async change(changeId: ChangeId): Promise<ContactChange> {
    const change = await this.#changes.find(changeId);
    if (change === undefined) throw new Error(`There is no change ${changeId}.`);
    return change;
  }

  /** Writes rows, at most 100, around the functions and their costs. */
  put(puts: readonly Put[]): Promise<void> {
    return this.#table.transact(puts);
  }

  /** Writes to the group what others wrote to its members, so that its next change has a later revision. */
  async adopt(groupId: GroupId, { contacts: { technical }, revision }: PeersExpected): Promise<void> {
    const sets = roles.map((_, index) => `#roleRevisions.#${index} = :revision`);
    await this.client.send(
      new UpdateItemCommand({
        TableName: this.tableName,
        Key: marshall(groupKey(groupId)),
        UpdateExpression: `SET #revision = :revision, #contacts.#technical = :technical, ${sets.join(', ')}`,
        ExpressionAttributeNames: {
          '#revision': 'revision',
          '#contacts': 'contacts',
          '#technical': 'technical',
          '#roleRevisions': 'roleRevisions',
          ...Object.fromEntries(roles.map((role, index) => [`#${index}`, role])),
        },
        ExpressionAttributeValues: marshall({ ':revision': revision, ':technical': technical }),
      }),
    );
  }
}

const isAt = (service: Service | undefined, { contacts, revision }: Expected): boolean =>
  service !== undefined &&
  roles.every(
    (role) =>
      contacts[role] === undefined ||
      (service.contacts[role] === contacts[role] && service.revisions[role] === revision),
  );
