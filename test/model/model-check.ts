import type { Nic } from '../../shared/domain/identifiers.ts';
import type { Contacts, Role } from '../../shared/domain/roles.ts';
import type { AskModel } from './model-types.ts';

export const order: readonly Role[] = ['administration', 'technical', 'billing'];

interface Checking {
  readonly contacts: Contacts;
  readonly time: number;
  ineligible(role: Role, nic: Nic): string[];
  isTaken(role: Role, service: number | undefined): boolean;
}

/** The contacts that a request would move, and the codes of the rules that it breaks. */
export function checked(
  model: Checking,
  by: Nic,
  asked: Readonly<Partial<Record<Role, Nic>>>,
  { service, shown, isUpToDate, effectiveAt, codesFrom = [] }: AskModel,
): { readonly to: Partial<Record<Role, Nic>>; readonly failing: readonly string[] } {
  const onService = isUpToDate ? { technical: shown?.technical } : {};
  const held: Partial<Record<Role, Nic | undefined>> = service === undefined ? model.contacts : onService;
  const failing: string[] = [];
  const changeable = service === undefined ? order : order.filter((role) => role === 'technical');
  const to: Partial<Record<Role, Nic>> = {};
  if (by !== model.contacts.administration) failing.push('not-administration-contact');
  for (const role of order) {
    const nic = asked[role];
    if (nic === undefined) continue;
    if (!changeable.includes(role)) failing.push('role-not-changeable');
    else if (held[role] !== nic) to[role] = nic;
  }
  for (const role of order) {
    const nic = to[role];
    if (nic === undefined) continue;
    failing.push(...model.ineligible(role, nic));
    if (model.isTaken(role, service)) failing.push('change-pending');
  }
  if (Object.keys(to).length === 0 && !failing.includes('role-not-changeable'))
    failing.push('nothing-to-change');
  const recipients = new Set(Object.values(to));
  for (const nic of codesFrom) if (!recipients.has(nic)) failing.push('consent-code-invalid');
  if (effectiveAt !== undefined && effectiveAt <= model.time) failing.push('effective-time-invalid');
  return { to, failing };
}
