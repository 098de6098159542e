/** Events in the examples of the OpenAPI document. */
export const changeEvent = {
  type: 'contact-change.consent-accepted',
  eventId: '01KJQ4M6ZJ8W7V5N3T2R1Q0P9X-2',
  at: '2026-03-01T09:00:00.000Z',
  actor: 'ef24680-ovh',
  sequence: 2,
  changeId: '01KJQ4M6ZJ8W7V5N3T2R1Q0P9X',
  groupId: 'ab12345-ovh-1',
  requestedBy: 'ab12345-ovh',
  contacts: { technical: { from: 'cd67890-ovh', to: 'ef24680-ovh' } },
  nic: 'ef24680-ovh',
  roles: ['technical'],
  via: 'accept',
};

export const reassignmentEvent = {
  type: 'reassignment.started',
  eventId: '01KJQ5B2C4D6E8F0G1H3J5K7M9-3',
  at: '2026-03-01T09:00:00.000Z',
  actor: 'ef24680-ovh',
  sequence: 3,
  reassignmentId: '01KJQ5B2C4D6E8F0G1H3J5K7M9',
  from: 'cd67890-ovh',
  to: 'ef24680-ovh',
  roles: ['technical'],
  requestedBy: 'ab12345-ovh',
};
