import * as z from 'zod';
import { defaultCodeLifetimeMinutes, longestCodeLifetimeMinutes } from '../../domain/consent-code.ts';
import { CodeId, GroupId } from '../../domain/identifiers.ts';
import { noAnswer, noBody, none, pageQuery, type Operation } from './operation.ts';
import { listOf, RolesAnswer, RolesBody, Time } from './values.ts';

const ConsentCodeBody = z
  .strictObject({
    roles: RolesBody.meta({ description: 'The roles that the caller consents to take.' }),
    groupId: GroupId.optional().meta({
      description: 'The only group that it counts for. Default: any group.',
    }),
    expiresInMinutes: z
      .int()
      .min(1)
      .max(longestCodeLifetimeMinutes)
      .default(defaultCodeLifetimeMinutes)
      .meta({ description: 'For how many minutes it counts.' }),
  })
  .meta({ id: 'ConsentCodeRequest', description: 'What a consent code is to cover.' });

const ConsentCodeAnswer = z
  .strictObject({
    codeId: CodeId.meta({ description: 'Names the code, to revoke it.' }),
    roles: RolesAnswer.meta({ description: 'The roles that its creator consents to take.' }),
    groupId: GroupId.optional().meta({ description: 'The only group that it counts for.' }),
    expiresAt: Time.meta({ description: 'From this time on, it is not accepted.' }),
  })
  .meta({ id: 'ConsentCode', description: 'A single-use code that gives consent in advance.' });

/** Operations on consent codes. */
export const consentOperations = {
  createConsentCode: {
    operationId: 'createConsentCode',
    method: 'POST',
    path: '/consent-codes',
    summary: "Creates a single-use code that gives the caller's consent",
    description:
      'The code works once, for a request that gives the caller the named roles. It is shown only in this ' +
      'answer. A nic has at most 20 live codes.',
    access: 'caller',
    refusals: ['too-many-open'],
    params: none,
    query: none,
    body: ConsentCodeBody,
    status: 201,
    answer: ConsentCodeAnswer.extend({
      code: z.string().max(100).meta({
        description: 'The code itself, for the one who will send the request. It is shown this once.',
      }),
    }).meta({ id: 'CreatedConsentCode', description: 'A consent code, with the code itself.' }),
  },
  listConsentCodes: {
    operationId: 'listConsentCodes',
    method: 'GET',
    path: '/consent-codes',
    summary: "The caller's consent codes that can still be used, newest first, without the codes themselves",
    description: 'Codes that were used, or that are over, are not listed.',
    access: 'caller',
    refusals: [],
    params: none,
    query: z.strictObject(pageQuery),
    body: noBody,
    status: 200,
    answer: listOf(ConsentCodeAnswer),
  },
  revokeConsentCode: {
    operationId: 'revokeConsentCode',
    method: 'DELETE',
    path: '/consent-codes/{codeId}',
    summary: "Revokes one of the caller's consent codes that can still be used",
    description: 'A request with the code is refused from then on.',
    access: 'caller',
    refusals: ['not-found'],
    params: z.strictObject({ codeId: CodeId }),
    query: none,
    body: noBody,
    status: 204,
    answer: noAnswer,
  },
} as const satisfies Record<string, Operation>;
