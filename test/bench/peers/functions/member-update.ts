import type { PeerMember } from './peer-change.ts';

/** The conditional update of one member that the system makes, written out: all peers and the bare loop make this one. */
export const memberUpdate = (TableName: string, { serviceId, groupId, revision, technical }: PeerMember) => ({
  TableName,
  Key: { pk: { S: `SERVICE#${serviceId}` }, sk: { S: 'SERVICE' } },
  UpdateExpression: 'SET #contacts.#role = :contact, #revisions.#role = :revision',
  ConditionExpression: '#groupId = :groupId AND #revisions.#role < :revision',
  ExpressionAttributeNames: {
    '#contacts': 'contacts',
    '#revisions': 'revisions',
    '#role': 'technical',
    '#groupId': 'groupId',
  },
  ExpressionAttributeValues: {
    ':contact': { S: technical },
    ':revision': { N: String(revision) },
    ':groupId': { S: groupId },
  },
});
