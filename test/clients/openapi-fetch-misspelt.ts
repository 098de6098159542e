import createClient from 'openapi-fetch';
import type { components, paths } from './openapi.ts';

const client = createClient<paths>();
const path = { groupId: 'ab12345-ovh-1' };

export async function misspelt(change: components['schemas']['ContactChange']): Promise<void> {
  await client.GET('/groups', { params: { query: { role: 'admin' } } }); // refused
  // `POST` infers the type of a body that is written in its place, and then takes further properties.
  const body: components['schemas']['ContactChangeRequest'] = {
    contacts: { technic: 'cd67890-ovh' }, // refused
  };
  await client.POST('/groups/{groupId}/contact-changes', { params: { path }, body });
  await client.GET('/contact-changes', { params: { query: { state: 'done' } } }); // refused
  if (change.state === 'complete') return; // refused
  if (change.contacts.biling !== undefined) return; // refused
  const { error } = await client.GET('/groups/{groupId}', { params: { path } });
  if (error !== undefined && 'code' in error && error.code === 'not-there') return; // refused
  if (change.rejection?.code === 'recipient-in-dept') return; // refused
}
