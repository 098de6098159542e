import type { Translated } from '../translated.ts';
import type { codes as french } from '../fr/codes.ts';

export const codes: Translated<typeof french> = {
  problem: {
    'malformed-json': {
      title: 'The request could not be read',
      advice: 'Reload the page, then try again.',
    },
    'invalid-cursor': { title: 'The list has changed', advice: 'Reload the page to read it from the start.' },
    'invalid-parameter': {
      title: 'A value has the wrong form',
      advice: 'Check the address or the filter, then try again.',
    },
    'not-administration-contact': {
      title: 'Only for the administration contact',
      advice: 'Only the administration contact of the group can do this. Ask them.',
    },
    'not-a-recipient': {
      title: 'This is not yours to decide',
      advice: 'Only a future contact can accept or refuse.',
    },
    'not-the-requester': {
      title: 'Only for the requester',
      advice: 'Only who made the request, or an operator, can do this.',
    },
    'operator-only': { title: 'Only for operators', advice: 'Your account does not have this right.' },
    'not-found': {
      title: 'Not found',
      advice: 'It does not exist, or you have no access to it with this identifier.',
    },
    'change-pending': {
      title: 'A request is already open for this role',
      advice: 'Wait until it ends, or cancel it first.',
    },
    'state-conflict': {
      title: 'Things have changed in the meantime',
      advice: 'This is no longer possible in the present state. The page was just updated.',
    },
    'too-many-open': {
      title: 'Too many are open',
      advice: 'The limit is 20. Finish or cancel one before you start again.',
    },
    'reassignment-pending': {
      title: 'This replacement was already requested',
      advice: 'A replacement just like it has not ended yet.',
    },
    'reminded-recently': {
      title: 'A reminder was just sent',
      advice: 'Only one reminder an hour is possible. Try again later.',
    },
    'service-in-another-group': {
      title: 'This service belongs to another group',
      advice: 'Remove it from that group first.',
    },
    'role-not-changeable': {
      title: 'This role is changed on the group',
      advice: 'On a line or a number, only the technical contact can be changed.',
    },
    'recipient-unknown': {
      title: 'No account has this identifier',
      advice: 'Check the identifier of the recipient.',
    },
    'recipient-closed': {
      title: 'This account is closed',
      advice: 'A closed account cannot take any role. Choose another identifier.',
    },
    'recipient-not-validated': {
      title: 'The VoIP validation is missing',
      advice:
        'The recipient has to complete the VoIP validation procedure before it becomes a billing contact.',
    },
    'recipient-in-debt': {
      title: 'The balance of this account is negative',
      advice: 'The account of the billing contact has to be in credit or neutral.',
    },
    'holder-unknown': {
      title: 'No account has this identifier',
      advice: 'Check the identifier of the person to replace.',
    },
    'nothing-to-change': {
      title: 'Nothing to change',
      advice: 'These identifiers are the contacts already. Change at least one role.',
    },
    'consent-code-invalid': {
      title: 'This consent code does not fit',
      advice: 'It is unknown, used, expired, or made for another role or another group.',
    },
    'effective-time-invalid': {
      title: 'This time does not fit',
      advice: 'Choose a future time within the coming year.',
    },
    'idempotency-key-reused': {
      title: 'The request changed between two attempts',
      advice: 'Reload the page, then make the request again.',
    },
    'unsupported-media-type': {
      title: 'The request could not be read',
      advice: 'Reload the page, then try again.',
    },
    'validation-failed': { title: 'A value has the wrong form', advice: 'Correct it, then try again.' },
    'internal-error': {
      title: 'The service ran into an error',
      advice: 'It is not your doing. Try again; if it persists, give the reference to support.',
    },
    unavailable: {
      title: 'The service is temporarily unavailable',
      advice: 'Try again in a moment. Nothing was lost.',
    },
    'signed-out': { title: 'Your session has ended', advice: 'Sign in again to continue.' },
    'too-many-requests': {
      title: 'Too many requests at once',
      advice: 'The service gets too many. Try again in a moment.',
    },
    unreachable: {
      title: 'The service does not answer',
      advice: 'Check your connection, then try again. Nothing was lost.',
    },
    unexpected: {
      title: 'The answer is unexpected',
      advice: 'Reload the page: a new version may be online.',
    },
    other: { title: 'The request did not succeed', advice: 'Try again in a moment.' },
  },
  rejection: {
    'requester-lost-administration': 'The administration contact of the group has changed since the request.',
    'service-removed': 'The service left its group.',
    'recipient-unknown': 'The recipient no longer has an account.',
    'recipient-closed': 'The account of the recipient is closed.',
    'recipient-not-validated': 'The future billing contact has not completed the VoIP validation.',
    'recipient-in-debt': 'The balance of the future billing contact is negative.',
    refused: 'A recipient refused.',
    cancelled: 'The request was cancelled.',
    other: 'Another rule ended the request.',
  },
  warning: {
    'strands-open-request': 'An open request of yours will be rejected',
    'and-more': 'And {{more}} more requests will be rejected',
  },
  memberFailure: {
    'member-system-refused': 'The system of the service refused the change.',
    'member-system-unavailable': 'The system of the service did not answer in six attempts.',
    'attempts-exhausted': 'Six attempts failed.',
    undelivered: 'The service could not be reached.',
    other: 'The change did not succeed on this service.',
  },
  targetFailure: {
    'services-failed': 'Services failed: retry this change.',
    unavailable: 'The service was unavailable.',
    'internal-error': 'The service ran into an error.',
    'not-administration-contact': 'The requester does not administer this group.',
    'change-pending': 'An open request holds this role.',
    'recipient-unknown': 'The replacement has no account.',
    'recipient-closed': 'The account of the replacement is closed.',
    'recipient-not-validated': 'The replacement has not completed the VoIP validation.',
    'recipient-in-debt': 'The balance of the replacement is negative.',
    'nothing-to-change': 'The person replaced no longer holds these roles there.',
    'not-found': 'The group or the service can no longer be seen.',
    'group-busy': 'For 24 hours, other changes of the group came first.',
    cancelled: 'The replacement was cancelled before.',
    other: 'The change did not succeed.',
  },
  openRequest: 'See the open request',
  reference: 'Reference: {{instance}}',
  retry: 'Try again',
  detail: 'What the service says: {{detail}}',
};
