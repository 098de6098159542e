import * as z from 'zod';
import { Account } from '../../domain/account.ts';
import { MemberFailureCode, otherCode, RejectionCode, WarningCode } from '../../domain/codes.ts';
import { ChangeState, Consent, Move } from '../../domain/contact-change.ts';
import { ChangeId, GroupId, Nic, ReassignmentId, ServiceId } from '../../domain/identifiers.ts';
import { rights } from '../../domain/rights.ts';
import { Contacts, Role } from '../../domain/roles.ts';
import { ServiceKind } from '../../domain/service.ts';

const time = z.iso.datetime();
const count = z.int().nonnegative();

export const AccountAnswer = z.strictObject(Account.shape).meta({ id: 'Account' });

export const ContactsAnswer = z.strictObject(Contacts.shape);
export const MovesAnswer = z.partialRecord(Role, z.strictObject(Move.shape));
export const ConsentAnswer = z.strictObject(Consent.shape);

export const GroupAnswer = z
  .strictObject({
    groupId: GroupId,
    description: z.string().optional(),
    contacts: ContactsAnswer,
    revision: count,
    serviceCount: count,
    yourRoles: z.array(Role),
    openChanges: z.array(ChangeId),
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

const ProgressAnswer = z.strictObject({
  services: count,
  applied: count,
  superseded: count,
  failed: count,
  pending: count,
});

const Warning = z.strictObject({
  code: WarningCode.meta({ id: 'WarningCode' }),
  detail: z.string(),
  changeId: ChangeId.optional(),
  count: z.int().positive().optional(),
});

const Rejection = z.strictObject({
  code: z.enum([...RejectionCode.options, otherCode]).meta({ id: 'RejectionCode' }),
  detail: z.string(),
});

export const ContactChangeAnswer = z
  .strictObject({
    changeId: ChangeId,
    groupId: GroupId,
    serviceId: ServiceId.optional(),
    state: ChangeState,
    contacts: MovesAnswer,
    requestedBy: Nic,
    reason: z.string().optional(),
    requestedAt: time,
    expiresAt: time,
    effectiveAt: time.optional(),
    consents: z.array(ConsentAnswer),
    revision: z.int().positive().optional(),
    startedAt: time.optional(),
    completedAt: time.optional(),
    retryRequestedAt: time.optional(),
    progress: ProgressAnswer,
    rejection: Rejection.optional(),
    reassignmentId: ReassignmentId.optional(),
    warnings: z.array(Warning).optional(),
  })
  .meta({ id: 'ContactChange' });
export type ContactChangeAnswer = z.infer<typeof ContactChangeAnswer>;

export const RightsAnswer = z
  .strictObject({
    serviceId: ServiceId,
    nic: Nic,
    roles: z.array(Role),
    rights: z.array(z.enum(rights)),
  })
  .meta({ id: 'Rights' });

export const MemberState = z.enum(['pending', 'applied', 'superseded', 'failed']);
export type MemberState = z.infer<typeof MemberState>;

export const MemberOutcomeAnswer = z
  .strictObject({
    serviceId: ServiceId,
    kind: ServiceKind,
    state: MemberState,
    attempts: z.int().positive().optional(),
    failure: z
      .strictObject({
        code: z.enum([...MemberFailureCode.options, otherCode]).meta({ id: 'MemberFailureCode' }),
        detail: z.string(),
        /** What the member system answered; for operators alone. */
        answer: z.string().optional(),
        at: time,
      })
      .optional(),
  })
  .meta({ id: 'MemberOutcome' });
export type MemberOutcomeAnswer = z.infer<typeof MemberOutcomeAnswer>;

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

/** Free text. Its length is limited so that a row stays small. */
const FreeText = z
  .string()
  .min(1)
  .refine((text) => text.isWellFormed(), 'must be well-formed Unicode');
export const Reason = FreeText.max(500);
export const Description = FreeText.max(255);
