import type { Translated } from '../translated.ts';
import type { groups as french } from '../fr/groups.ts';

export const groups: Translated<typeof french> = {
  title: 'My groups',
  subtitle: 'The groups of services of which you are a contact.',
  search: 'Search for a group',
  searchHint: 'Name, or ab12345-ovh-1',
  role: 'My role',
  everyRole: 'Every role',
  yourRoles: 'Your roles',
  noDescription: 'Group without a name',
  openChange_one: '{{count}} open request',
  openChange_other: '{{count}} open requests',
  empty: 'You are not a contact of any group',
  emptyDetail:
    'As soon as a group is entrusted to you, it appears here. If somebody sent you a request, it waits for you in ' +
    '“To decide”.',
  noMatch: 'No group matches',
  noMatchDetail: 'Try another word, or remove the filter.',
  clear: 'Remove the filters',
};
