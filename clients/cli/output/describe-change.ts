import { roles } from '../../../shared/domain/roles.ts';
import type { ContactChangeAnswer, DryRunChangeAnswer } from '../../../shared/http/contract/shapes.ts';
import { counted, fieldsOf, timeFor } from './words.ts';

type Progress = ContactChangeAnswer['progress'];
type Consents = ContactChangeAnswer['consents'];

/** A change for a person, in lines. */
export function describeChange(change: ContactChangeAnswer): string[] {
  return [`Contact change ${change.changeId}`, ...fieldsOf([['state', stateOf(change)], ...fields(change)])];
}

/** What a change would become. */
export function describeDryRun(change: DryRunChangeAnswer): string[] {
  return [
    'Nothing was sent to anyone. The change would be:',
    ...fieldsOf([['state', change.state], ...fields(change)]),
  ];
}

const stateOf = ({ state, heldSince, retryRequestedAt }: ContactChangeAnswer): string =>
  [
    state,
    ...(heldSince === undefined ? [] : [`most services fail, so it goes slowly since ${timeFor(heldSince)}`]),
    ...(retryRequestedAt === undefined ? [] : [`a retry waits since ${timeFor(retryRequestedAt)}`]),
  ].join('; ');

type Described = Pick<ContactChangeAnswer, 'groupId' | 'serviceId' | 'contacts' | 'consents' | 'progress'> &
  Partial<ContactChangeAnswer>;

const fields = (change: Described): [string, string | undefined][] => [
  ['group', change.groupId],
  ['service', change.serviceId],
  ...roles.map((role): [string, string | undefined] => {
    const move = change.contacts[role];
    return [role, move && `${move.from} → ${move.to}`];
  }),
  ['requested', `by ${change.requestedBy}, ${timeFor(change.requestedAt)}`],
  ['reason', change.reason],
  ...consentFields(change.consents),
  ['decide until', timeFor(change.expiresAt)],
  ['to be effective', timeFor(change.effectiveAt)],
  ['effective', timeFor(change.startedAt)],
  ['ended', timeFor(change.completedAt)],
  ['services', progressOf(change.progress)],
  ['ended because', change.rejection && `${change.rejection.detail} (${change.rejection.code})`],
  ['reassignment', change.reassignmentId],
  ...(change.warnings ?? []).map(({ detail }): [string, string] => ['warning', detail]),
];

const consentFields = (consents: Consents): [string, string][] =>
  consents.map(({ nic, roles: taken, decision, via }) => [
    'consent',
    `${nic} ${decision}${via === undefined || via === 'accept' ? '' : ` (${wordsOfVia[via]})`}: ${taken.join(', ')}`,
  ]);
const wordsOfVia = { code: 'by a code', self: 'asked itself' } as const;

/** `2000: 1987 applied, 13 failed`; undefined where there is nothing to count yet. */
function progressOf({ services, ...counts }: Progress): string | undefined {
  const parts = Object.entries(counts).flatMap(([name, count]) => (count === 0 ? [] : [`${count} ${name}`]));
  return services === 0
    ? undefined
    : `${counted(services, 'service')}: ${parts.join(', ')}`.replace(/ services?/, '');
}
