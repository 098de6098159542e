import * as z from 'zod';
import { defaultCodeLifetimeMinutes, longestCodeLifetimeMinutes } from '../../domain/consent-code.ts';
import { GroupId } from '../../domain/identifiers.ts';
import { Role } from '../../domain/roles.ts';
import { none, type Operation } from './operation.ts';

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
    answer: z.strictObject({ code: z.string().max(100), expiresAt: z.iso.datetime() }),
  },
} as const satisfies Record<string, Operation>;
