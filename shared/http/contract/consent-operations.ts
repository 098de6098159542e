import * as z from 'zod';
import { defaultCodeLifetimeMinutes, longestCodeLifetimeMinutes } from '../../domain/consent-code.ts';
import { CodeId, GroupId } from '../../domain/identifiers.ts';
import { Role } from '../../domain/roles.ts';
import { noAnswer, noBody, none, pageQuery, type Operation } from './operation.ts';
import { listOf, RolesAnswer } from './shapes.ts';

const ConsentCodeAnswer = z
  .strictObject({
    codeId: CodeId.meta({ description: 'Names the code, to revoke it.' }),
    roles: RolesAnswer,
    groupId: GroupId.optional(),
    expiresAt: z.iso.datetime().meta({ description: 'From this time on, it is not accepted.' }),
  })
  .meta({ id: 'ConsentCode' });

/** Operations on consent codes. */
export const consentOperations = {
  createConsentCode: {
    operationId: 'createConsentCode',
    method: 'POST',
    path: '/consent-codes',
    summary: "Creates a single-use code that gives the caller's consent",
    access: 'caller',
    params: none,
    query: none,
    body: z.strictObject({
      roles: z.array(Role).min(1).max(3),
      groupId: GroupId.optional(),
      expiresInMinutes: z.int().min(1).max(longestCodeLifetimeMinutes).default(defaultCodeLifetimeMinutes),
    }),
    status: 201,
    answer: ConsentCodeAnswer.extend({
      code: z.string().max(100).meta({ description: 'The code itself. It is shown this once.' }),
    }).meta({ id: 'CreatedConsentCode' }),
  },
  listConsentCodes: {
    operationId: 'listConsentCodes',
    method: 'GET',
    path: '/consent-codes',
    summary: "The caller's consent codes that can still be used, newest first, without the codes themselves",
    access: 'caller',
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
    access: 'caller',
    params: z.strictObject({ codeId: CodeId }),
    query: none,
    body: noBody,
    status: 204,
    answer: noAnswer,
  },
} as const satisfies Record<string, Operation>;
