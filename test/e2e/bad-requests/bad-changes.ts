import { changesOf, type BadRequest } from './bad-request.ts';

/** Requests for a change of contacts that are bad, by what is bad about them. */
export const badChanges: Readonly<Record<string, BadRequest>> = {
  'malformed JSON': { path: changesOf, body: '{"contacts":', expected: [400, 'malformed-json'] },
  'JSON that would reach a prototype': {
    path: changesOf,
    body: '{"__proto__":{"contacts":{}}}',
    expected: [400, 'malformed-json'],
  },
  'no body': { path: changesOf, expected: [422, 'validation-failed', ''] },
  'a body that is a list': { path: changesOf, body: [], expected: [422, 'validation-failed', ''] },
  'a wrong type': {
    path: changesOf,
    body: { contacts: { technical: 12 } },
    expected: [422, 'validation-failed', '/contacts/technical'],
  },
  'a nic of the wrong form': {
    path: changesOf,
    body: { contacts: { technical: 'AB1-OVH' } },
    expected: [422, 'validation-failed', '/contacts/technical'],
  },
  'a nic with a line break': {
    path: changesOf,
    body: { contacts: { technical: 'ab1-ovh\n' } },
    expected: [422, 'validation-failed', '/contacts/technical'],
  },
  'an unknown property': {
    path: changesOf,
    body: { contacts: {}, 'con/sent~': true },
    expected: [422, 'validation-failed', '/con~1sent~0'],
  },
  'an unknown role': {
    path: changesOf,
    body: { contacts: { legal: 'ab1-ovh' } },
    expected: [422, 'validation-failed', '/contacts/legal'],
  },
  'a reason that is too long': {
    path: changesOf,
    body: { contacts: {}, reason: 'x'.repeat(501) },
    expected: [422, 'validation-failed', '/reason'],
  },
  'no role at all': {
    path: changesOf,
    body: { contacts: {} },
    expected: [422, 'nothing-to-change', '/contacts'],
  },
  'an unknown recipient': {
    path: changesOf,
    body: { contacts: { technical: 'zz999999-ovh' } },
    expected: [422, 'recipient-unknown', '/contacts/technical'],
  },
  'a contact that does not administer': {
    path: changesOf,
    body: { contacts: { technical: 'zz999999-ovh' } },
    as: (group) => group.technical,
    expected: [403, 'not-administration-contact'],
  },
  'a nic that is no contact of the group': {
    path: changesOf,
    body: { contacts: { technical: 'zz999999-ovh' } },
    as: (group) => group.heir,
    expected: [404, 'not-found'],
  },
};
