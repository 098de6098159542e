import type { PeerMember } from './peer-change.ts';

/** The system's conditional update of one member. All peers and the bare loop make it. */
export const memberUpdate = (tableName: string, member: PeerMember) => ({
  ...memberWrite(tableName, member),
  ReturnValues: 'UPDATED_OLD' as const,
});

/** As a part of a transaction, which returns no old values. */
export const memberWrite = (TableName: string, { serviceId, groupId, revision, technical }: PeerMember) => ({
  TableName,
  Key: { pk: { S: `SERVICE#${serviceId}` }, sk: { S: 'SERVICE' } },
  UpdateExpression: 'SET #contacts.#role = :contact, #revisions.#role = :revision REMOVE #ownTechnical',
  ConditionExpression: '#groupId = :groupId AND #revisions.#role < :revision',
  ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  ExpressionAttributeNames: {
    '#contacts': 'contacts',
    '#revisions': 'revisions',
    '#role': 'technical',
    '#ownTechnical': 'ownTechnical',
    '#groupId': 'groupId',
  },
  ExpressionAttributeValues: {
    ':contact': { S: technical },
    ':revision': { N: String(revision) },
    ':groupId': { S: groupId },
  },
});
