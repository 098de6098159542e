/** The address of every page, below the console's base path. */
export const paths = {
  inbox: '/',
  groups: '/groups',
  group: (groupId: string) => `/groups/${groupId}`,
  groupHistory: (groupId: string) => `/groups/${groupId}/history`,
  changeGroupContacts: (groupId: string) => `/groups/${groupId}/change`,
  changeServiceContact: (serviceId: string) => `/services/${serviceId}/change`,
  change: (changeId: string) => `/changes/${changeId}`,
  reassignments: '/reassignments',
  newReassignment: '/reassignments/new',
  reassignment: (reassignmentId: string) => `/reassignments/${reassignmentId}`,
  operator: '/operator',
  account: '/account',
} as const;
