/** The words of the command line for the fields of a body. */
const optionOf: Readonly<Record<string, string>> = {
  '/contacts': 'the contacts',
  '/contacts/administration': '--administration',
  '/contacts/technical': '--technical',
  '/contacts/billing': '--billing',
  '/reason': '--reason',
  '/effectiveAt': '--at',
  '/runAt': '--at',
  '/consentCode': '--code',
  '/from': '--from',
  '/to': '--to',
  '/batch': '--batch',
  '/expiresInMinutes': '--expires-in',
  '/groupId': '--group',
  '/since': '--since',
  '/until': '--until',
  '/requestedBy': '--requested-by',
  '/requestedUntil': '--until',
};

/** The words for parameters of the address. What is not here is called by its name. */
const parameterOf: Readonly<Record<string, string>> = {
  groupId: 'the group',
  serviceId: 'the service',
  changeId: 'the id',
  reassignmentId: 'the id',
  codeId: 'the id of the code',
  resyncId: 'the id',
  'Idempotency-Key': '--key',
};

/** How the one who typed the command knows the part that is wrong; undefined if it is the whole request. */
export function wordOf({
  pointer,
  parameter,
}: {
  readonly pointer: string | undefined;
  readonly parameter: string | undefined;
}): string | undefined {
  if (parameter !== undefined) return parameterOf[parameter] ?? parameter;
  if (pointer === undefined || pointer === '') return undefined;
  const known = optionOf[pointer];
  if (known !== undefined) return known;
  const [, field = '', item] = pointer.split('/');
  if (field === 'consentCodes') return item === undefined ? '--code' : `--code ${item}`;
  if (field === 'groupIds') return item === undefined ? '--groups' : `--groups, number ${Number(item) + 1}`;
  if (field === 'roles') return '--roles';
  return pointer;
}
