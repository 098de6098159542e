import {
  getGroup,
  listGroups,
  listMyChanges,
  requestGroupChange,
  type ContactChange,
} from './hey-api/index.ts';

const path = { groupId: 'ab12345-ovh-1' };

export async function misspelt(change: ContactChange): Promise<void> {
  await listGroups({ query: { role: 'admin' } }); // refused
  await requestGroupChange({
    path,
    body: { contacts: { technic: 'cd67890-ovh' } }, // refused
  });
  await listMyChanges({ query: { state: 'done' } }); // refused
  if (change.state === 'complete') return; // refused
  if (change.contacts.biling !== undefined) return; // refused
  const { error } = await getGroup({ path });
  if (error !== undefined && 'code' in error && error.code === 'not-there') return; // refused
  if (change.rejection?.code === 'recipient-in-dept') return; // refused
}
