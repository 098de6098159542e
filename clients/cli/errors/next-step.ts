import type { ProblemError } from '../../lib/api/errors.ts';

const seeRequest = (id: string | undefined): string =>
  id === undefined ? 'See the group: contacts group GROUP' : `See it: contacts show ${id}`;

type Step = (problem: ProblemError) => string | undefined;

/** What to do about a code, for those where it does not follow from the detail. */
const steps: Readonly<Record<string, Step>> = {
  'not-administration-contact': () => 'Ask the administration contact of the group: contacts group GROUP',
  'not-a-recipient': () => 'Only those who would become a contact decide: contacts show ID',
  'not-the-requester': () => 'Only the requester, or an operator, can do this: contacts show ID',
  'operator-only': () => "This needs a token with the operator's scope.",
  'not-found': () => 'Check the id, and who you are: contacts me',
  'change-pending': ({ errors }) =>
    seeRequest(errors.find(({ changeId }) => changeId !== undefined)?.changeId),
  'reassignment-pending': ({ errors }) =>
    seeRequest(errors.find(({ reassignmentId }) => reassignmentId !== undefined)?.reassignmentId),
  // Of a request about one thing. Others say all there is in their detail.
  'state-conflict': ({ errors }) =>
    errors.some(({ parameter }) => parameter !== undefined)
      ? 'See what it is now: contacts show ID'
      : undefined,
  'too-many-open': () => 'See them: contacts reassignments --party owner, or contacts codes',
  'reminded-recently': ({ retryAfter }) =>
    retryAfter === undefined ? 'Try again later.' : `Try again in ${Math.ceil(retryAfter / 60)} minutes.`,
  'service-in-another-group': () => 'Remove the service from its group first.',
  'recipient-unknown': () => 'An operator creates accounts: contacts load --accounts FILE',
  'recipient-not-validated': () => 'It has to complete the VoIP validation procedure first.',
  'recipient-in-debt': () => 'A billing contact needs a balance of zero or more.',
  'consent-code-invalid': () => 'Ask the recipient for a new one: contacts code --roles ROLES',
  'idempotency-key-reused': () => 'Use another --key, or the same request as before.',
  unavailable: () => 'Try again in some seconds. With the same --key, nothing is done twice.',
};

/** The line about what to do next, if there is something to do. */
export function nextStep(problem: ProblemError): string[] {
  const step = steps[problem.code ?? ''];
  const line = step?.(problem);
  return line === undefined ? [] : [line];
}
