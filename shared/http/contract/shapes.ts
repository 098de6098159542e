import * as z from 'zod';
import { Account } from '../../domain/account.ts';
import { MemberFailureCode, otherCode, RejectionCode, WarningCode } from '../../domain/codes.ts';
import { ChangeState, Consent, Move } from '../../domain/contact-change.ts';
import { ChangeId, GroupId, Nic, ReassignmentId, ServiceId } from '../../domain/identifiers.ts';
import { rights } from '../../domain/rights.ts';
import { Contacts, forEachRole, Role } from '../../domain/roles.ts';
import { ServiceKind } from '../../domain/service.ts';
import { pageLimit } from './operation.ts';
import {
  count,
  descriptionLimit,
  Detail,
  emailLimit,
  nameLimit,
  ReasonAnswer,
  RolesAnswer,
  Time,
} from './values.ts';

/** The named open requests, and one warning for the others. */
const warningsLimit = 101;

export const AccountAnswer = z
  .strictObject({
    ...Account.shape,
    name: z.string().max(nameLimit).optional().meta({ description: 'The person or department.' }),
    email: z.string().max(emailLimit).optional().meta({ description: 'The address that mail goes to.' }),
  })
  .meta({ id: 'Account', description: 'What the service knows of a nic.' });

export const ContactsAnswer = z
  .strictObject(Contacts.shape)
  .meta({ id: 'Contacts', description: 'The three contacts of a group or a service.' });

const MoveAnswer = z
  .strictObject({
    from: Move.shape.from.meta({ description: 'The contact before.' }),
    to: Move.shape.to.meta({ description: 'The contact after.' }),
  })
  .meta({ id: 'Move', description: 'The contact of a role before and after.' });
export const MovesAnswer = z
  .strictObject(forEachRole(() => MoveAnswer.optional()))
  .meta({ id: 'Moves', description: 'Each role that changes, with its contact before and after.' });

export const ConsentAnswer = z
  .strictObject({
    nic: Nic.meta({ description: 'The recipient.' }),
    roles: RolesAnswer.meta({ description: 'The roles that it would take.' }),
    decision: Consent.shape.decision.meta({ id: 'ConsentDecision', description: 'What it decided.' }),
    via: Consent.shape.via.unwrap().meta({ id: 'ConsentVia', description: 'How it consented.' }).optional(),
    decidedAt: Time.optional().meta({ description: 'When it decided.' }),
  })
  .meta({ id: 'Consent', description: "A recipient's decision." });

export const GroupAnswer = z
  .strictObject({
    groupId: GroupId,
    description: z.string().max(descriptionLimit).optional().meta({ description: 'A name for people.' }),
    contacts: ContactsAnswer,
    revision: count.meta({ description: 'How many changes of its contacts were effective on it.' }),
    serviceCount: count.meta({ description: 'How many services it has.' }),
    yourRoles: RolesAnswer.meta({ description: 'The roles that the caller holds on it.' }),
    // One for each role at most (R8).
    openChanges: z
      .array(ChangeId)
      .max(Role.options.length)
      .meta({ description: 'The open requests. No other request may name their roles.', uniqueItems: true }),
  })
  .meta({ id: 'Group', description: 'A group of services, and its contacts.' });
export type GroupAnswer = z.infer<typeof GroupAnswer>;

export const ServiceAnswer = z
  .strictObject({
    serviceId: ServiceId,
    kind: ServiceKind,
    groupId: GroupId.meta({ description: 'Its group.' }),
    contacts: ContactsAnswer,
    inSync: z.boolean().meta({ description: 'Whether it has taken every effective change of its contacts.' }),
  })
  .meta({ id: 'Service', description: 'A line or a number, and its contacts.' });
export type ServiceAnswer = z.infer<typeof ServiceAnswer>;

export const ContactRolesAnswer = z
  .strictObject({
    groupId: GroupId.meta({ description: 'The group, or the group of the service.' }),
    serviceId: ServiceId.optional().meta({
      description:
        'Set if the technical contact was set on this service alone, or if the caller sees the service and not ' +
        'its group.',
    }),
    roles: RolesAnswer.meta({ description: 'The roles that the nic holds there.' }),
  })
  .meta({ id: 'ContactRoles', description: 'A group or a service on which the nic is a contact.' });
export type ContactRolesAnswer = z.infer<typeof ContactRolesAnswer>;

const ProgressAnswer = z
  .strictObject({
    services: count.meta({ description: 'All services of the change.' }),
    applied: count.meta({ description: 'Took the change.' }),
    superseded: count.meta({ description: 'Had a later change of every role before they could take it.' }),
    failed: count.meta({ description: 'Failed every attempt.' }),
    pending: count.meta({ description: 'Are still to take it.' }),
  })
  .meta({ id: 'Progress', description: 'How far a change is, in services.' });

const Warning = z
  .strictObject({
    code: WarningCode.meta({ id: 'WarningCode', description: 'What the warning is about.' }),
    detail: Detail,
    changeId: ChangeId.optional().meta({ description: 'The open request that will be rejected.' }),
    count: z.int().positive().optional().meta({ description: 'With `and-more`: how many more there are.' }),
  })
  .meta({ id: 'Warning', description: 'What the change will bring about besides.' });

const Rejection = z
  .strictObject({
    code: z
      .enum([...RejectionCode.options, otherCode])
      .meta({ id: 'RejectionCode', description: 'Why a change ended without becoming effective.' }),
    detail: Detail,
  })
  .meta({ id: 'Rejection', description: 'Why the change ended without becoming effective.' });

export const ContactChangeAnswer = z
  .strictObject({
    changeId: ChangeId,
    groupId: GroupId,
    serviceId: ServiceId.optional().meta({ description: 'The only service that it changes.' }),
    state: ChangeState,
    contacts: MovesAnswer,
    requestedBy: Nic.meta({ description: 'The requester.' }),
    reason: ReasonAnswer.optional(),
    requestedAt: Time.meta({ description: 'When it was requested.' }),
    expiresAt: Time.optional().meta({
      description:
        'The time at which it expires unless all consents are there; absent once none is missing, or it has ended.',
    }),
    effectiveAt: Time.optional().meta({ description: 'The time that was asked for.' }),
    consents: z
      .array(ConsentAnswer)
      .max(Role.options.length)
      .meta({ description: 'The decisions of its recipients.' }),
    revision: z
      .int()
      .positive()
      .optional()
      .meta({ description: 'The revision of the group that it made. Set once it is effective.' }),
    startedAt: Time.optional().meta({ description: 'When it became effective.' }),
    completedAt: Time.optional().meta({ description: 'When its propagation ended.' }),
    retryRequestedAt: Time.optional().meta({ description: 'When a retry was asked for that still waits.' }),
    heldSince: Time.optional().meta({
      description: 'Since when few services are sent to, because most of them fail; absent otherwise.',
    }),
    progress: ProgressAnswer,
    rejection: Rejection.optional(),
    reassignmentId: ReassignmentId.optional().meta({ description: 'The reassignment that made it.' }),
    warnings: z
      .array(Warning)
      .max(warningsLimit)
      .optional()
      .meta({ description: 'What the change will bring about besides. Only in the answer to the request.' }),
  })
  .meta({ id: 'ContactChange', description: 'A request for new contacts, and what became of it.' });
export type ContactChangeAnswer = z.infer<typeof ContactChangeAnswer>;

const dryRun = z.literal(true).meta({ description: 'Nothing was written, and nobody was told' });
export const isDryRun = { dryRun };

/** The change that a request would become, in the state that it would have. It has no id, and nothing started. */
export const DryRunChangeAnswer = ContactChangeAnswer.omit({
  changeId: true,
  revision: true,
  startedAt: true,
  completedAt: true,
  retryRequestedAt: true,
  rejection: true,
  reassignmentId: true,
})
  .extend(isDryRun)
  .meta({ id: 'DryRunContactChange', description: 'What a change would become.' });
export type DryRunChangeAnswer = z.infer<typeof DryRunChangeAnswer>;

export const RetriedAnswer = z
  .strictObject({
    retried: count
      .max(pageLimit)
      .meta({ description: 'How many propagate again, or wait for their turn to.' }),
    more: z
      .boolean()
      .meta({ description: 'Whether to send the same request again, because there may be more.' }),
  })
  .meta({ id: 'RetriedChanges', description: 'How many changes were retried.' });

export const RightsAnswer = z
  .strictObject({
    serviceId: ServiceId,
    nic: Nic.meta({ description: 'Whose rights.' }),
    roles: RolesAnswer.meta({ description: 'The roles that it holds on the service.' }),
    rights: z
      .array(z.enum(rights).meta({ id: 'Right', description: 'What a contact may do.' }))
      .max(rights.length)
      .meta({ description: 'What it may do.', uniqueItems: true }),
  })
  .meta({ id: 'Rights', description: 'What a nic may do on a service.' });

export const MemberState = z
  .enum(['pending', 'applied', 'superseded', 'failed'])
  .meta({ id: 'MemberState', description: 'What became of a change on one service.' });
export type MemberState = z.infer<typeof MemberState>;

export const MemberOutcomeAnswer = z
  .strictObject({
    serviceId: ServiceId,
    kind: ServiceKind,
    state: MemberState,
    attempts: z.int().positive().optional().meta({
      description:
        'How often the member was tried, retries included; absent if it never was, as far as is known.',
    }),
    failure: z
      .strictObject({
        code: z
          .enum([...MemberFailureCode.options, otherCode])
          .meta({ id: 'MemberFailureCode', description: 'Why a service did not take a change.' }),
        detail: Detail,
        answer: z
          .string()
          .max(500)
          .optional()
          .meta({ description: 'What the member system answered, to operators alone.' }),
        at: Time.meta({ description: 'When the last attempt failed.' }),
      })
      .meta({ id: 'MemberFailure', description: 'Why a service did not take a change.' })
      .optional(),
  })
  .meta({ id: 'MemberOutcome', description: 'The outcome of a change for one service.' });
export type MemberOutcomeAnswer = z.infer<typeof MemberOutcomeAnswer>;
