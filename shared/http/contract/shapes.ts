import * as z from 'zod';
import { Account } from '../../domain/account.ts';
import { MemberFailureCode, otherCode, RejectionCode, WarningCode } from '../../domain/codes.ts';
import { ChangeState, Consent, Move } from '../../domain/contact-change.ts';
import { ChangeId, GroupId, Nic, ReassignmentId, ServiceId } from '../../domain/identifiers.ts';
import { rights } from '../../domain/rights.ts';
import { Contacts, Role } from '../../domain/roles.ts';
import { ServiceKind } from '../../domain/service.ts';
import { cursorLimit, pageLimit } from './operation.ts';
import { ProblemEntryAnswer } from './problem-answer.ts';

const reasonLimit = 500;
export const batchLimit = 64;
const descriptionLimit = 255;
const nameLimit = 100;
/** The longest address that mail can be sent to. */
const emailLimit = 254;
/** The named open requests, and one warning for the others. */
const warningsLimit = 101;

const time = z.iso.datetime();
const count = z.int().nonnegative();

/** A sentence for people: an explanation, or a reason that was given. */
export const Detail = z.string().max(500);
export const ReasonAnswer = z.string().max(reasonLimit);
export const RolesAnswer = z.array(Role).max(Role.options.length);

export const AccountAnswer = z
  .strictObject({
    ...Account.shape,
    name: z.string().max(nameLimit).optional(),
    email: z.string().max(emailLimit).optional(),
  })
  .meta({ id: 'Account' });

export const ContactsAnswer = z.strictObject(Contacts.shape);
export const MovesAnswer = z
  .partialRecord(Role, z.strictObject(Move.shape))
  .meta({ maxProperties: Role.options.length });
export const ConsentAnswer = z.strictObject({ ...Consent.shape, roles: RolesAnswer });

export const GroupAnswer = z
  .strictObject({
    groupId: GroupId,
    description: z.string().max(descriptionLimit).optional(),
    contacts: ContactsAnswer,
    revision: count,
    serviceCount: count,
    yourRoles: RolesAnswer,
    // One for each role at most (R8).
    openChanges: z.array(ChangeId).max(Role.options.length),
  })
  .meta({ id: 'Group' });
export type GroupAnswer = z.infer<typeof GroupAnswer>;

export const ServiceAnswer = z
  .strictObject({
    serviceId: ServiceId,
    kind: ServiceKind,
    groupId: GroupId,
    contacts: ContactsAnswer,
    inSync: z.boolean(),
  })
  .meta({ id: 'Service' });
export type ServiceAnswer = z.infer<typeof ServiceAnswer>;

/** The most characters that are echoed of what should be a number. */
export const echoLimit = 64;

/** What became of one of several services that are added each by itself. */
export const AddedServiceAnswer = z
  .strictObject({
    serviceId: z.string().max(echoLimit).meta({
      description: 'As sent, with 64 characters at most; empty if there was none',
    }),
    status: z.enum(['new', 'same', 'refused']).meta({
      description: '`new` if it joined the group, `same` if it was a member already',
    }),
    error: ProblemEntryAnswer.optional().meta({ description: 'Why it was refused' }),
  })
  .meta({ id: 'AddedService' });
export type AddedServiceAnswer = z.infer<typeof AddedServiceAnswer>;

export const ContactRolesAnswer = z
  .strictObject({
    groupId: GroupId.meta({ description: 'The group, or the group of the service' }),
    serviceId: ServiceId.optional().meta({
      description: 'Set if the technical contact was set on this service alone',
    }),
    roles: RolesAnswer.meta({ description: 'The roles that the nic holds there' }),
  })
  .meta({ id: 'ContactRoles' });
export type ContactRolesAnswer = z.infer<typeof ContactRolesAnswer>;

const ProgressAnswer = z.strictObject({
  services: count,
  applied: count,
  superseded: count,
  failed: count,
  pending: count,
});

const Warning = z.strictObject({
  code: WarningCode.meta({ id: 'WarningCode' }),
  detail: Detail,
  changeId: ChangeId.optional(),
  count: z.int().positive().optional(),
});

const Rejection = z.strictObject({
  code: z.enum([...RejectionCode.options, otherCode]).meta({ id: 'RejectionCode' }),
  detail: Detail,
});

export const ContactChangeAnswer = z
  .strictObject({
    changeId: ChangeId,
    groupId: GroupId,
    serviceId: ServiceId.optional(),
    state: ChangeState,
    contacts: MovesAnswer,
    requestedBy: Nic,
    reason: ReasonAnswer.optional(),
    requestedAt: time,
    expiresAt: time.optional().meta({
      description:
        'The time at which it expires unless all consents are there; absent once none is missing, or it has ended',
    }),
    effectiveAt: time.optional(),
    consents: z.array(ConsentAnswer).max(Role.options.length),
    revision: z.int().positive().optional(),
    startedAt: time.optional(),
    completedAt: time.optional(),
    retryRequestedAt: time.optional(),
    heldSince: time.optional().meta({
      description: 'Since when few services are sent to, because most of them fail; absent otherwise.',
    }),
    progress: ProgressAnswer,
    rejection: Rejection.optional(),
    reassignmentId: ReassignmentId.optional(),
    warnings: z.array(Warning).max(warningsLimit).optional(),
  })
  .meta({ id: 'ContactChange' });
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
  .meta({ id: 'DryRunContactChange' });
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
  .meta({ id: 'RetriedChanges' });

export const RightsAnswer = z
  .strictObject({
    serviceId: ServiceId,
    nic: Nic,
    roles: RolesAnswer,
    rights: z.array(z.enum(rights)).max(rights.length),
  })
  .meta({ id: 'Rights' });

export const MemberState = z.enum(['pending', 'applied', 'superseded', 'failed']);
export type MemberState = z.infer<typeof MemberState>;

export const MemberOutcomeAnswer = z
  .strictObject({
    serviceId: ServiceId,
    kind: ServiceKind,
    state: MemberState,
    attempts: z.int().positive().optional().meta({
      description:
        'How often the member was tried, retries included; absent if it never was, as far as is known',
    }),
    failure: z
      .strictObject({
        code: z.enum([...MemberFailureCode.options, otherCode]).meta({ id: 'MemberFailureCode' }),
        detail: Detail,
        /** What the member system answered; for operators alone. */
        answer: z.string().max(500).optional(),
        at: time,
      })
      .optional(),
  })
  .meta({ id: 'MemberOutcome' });
export type MemberOutcomeAnswer = z.infer<typeof MemberOutcomeAnswer>;

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item).max(pageLimit),
    nextCursor: z.string().max(cursorLimit).nullable(),
  });

/** Free text. Its length is limited so that a row stays small. */
const FreeText = z
  .string()
  .min(1)
  .refine((text) => text.isWellFormed(), 'must be well-formed Unicode');
export const Reason = FreeText.max(reasonLimit);
export const Batch = FreeText.max(batchLimit);
export const Description = FreeText.max(descriptionLimit);
export const AccountName = FreeText.max(nameLimit);
export const AccountEmail = z.email('must be an email address').max(emailLimit);

/** The beginning of a nic or of a group's id. */
export const Prefix = z
  .string()
  .max(30)
  .regex(/^[a-z]{2}[a-z0-9-]*$/, 'must begin with two lower-case letters')
  .meta({ description: 'The beginning of the id: two letters at least.', examples: ['ab123'] });
