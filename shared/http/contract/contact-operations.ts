import * as z from 'zod';
import { Nic } from '../../domain/identifiers.ts';
import { noBody, pageQuery, type Operation } from './operation.ts';
import { ContactRolesAnswer } from './shapes.ts';
import { listOf } from './values.ts';

/** Operations on contacts, across groups. */
export const contactOperations = {
  listContactRoles: {
    operationId: 'listContactRoles',
    method: 'GET',
    path: '/contacts/{nic}',
    summary: 'Where a nic is a contact, as far as the caller sees it',
    description: 'Every group and single service on which the nic is a contact and which the caller may see.',
    access: 'caller',
    refusals: [],
    params: z.strictObject({ nic: Nic.meta({ description: 'The contact to look for' }) }),
    query: z.strictObject(pageQuery),
    body: noBody,
    status: 200,
    answer: listOf(ContactRolesAnswer),
  },
} as const satisfies Record<string, Operation>;
