/** What a column may be called, in French or English. The first is the name that the documentation uses. */
export type Titles<Column extends string> = Readonly<Record<Column, readonly [string, ...string[]]>>;

/** A title without accents, blanks, punctuation and case: `Adresse e-mail` and `adresse_email` are the same. */
export const plainTitle = (title: string): string =>
  title
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

export const accountTitles: Titles<
  'nic' | 'voipValidated' | 'balanceCents' | 'status' | 'name' | 'email' | 'language'
> = {
  nic: ['nic', 'nichandle', 'identifiant', 'identifier', 'account', 'compte'],
  voipValidated: [
    'voipValidated',
    'validated',
    'VoIP validation',
    'VoIP validé',
    'validé',
    'validation VoIP',
  ],
  balanceCents: [
    'balanceCents',
    'balance in cents',
    'balance (cents)',
    'solde en centimes',
    'solde (centimes)',
  ],
  status: ['status', 'statut', 'état'],
  name: ['name', 'nom', 'raison sociale'],
  email: ['email', 'mail', 'e-mail address', 'courriel', 'adresse e-mail', 'adresse électronique'],
  language: ['language', 'langue'],
};

export const groupTitles: Titles<'groupId' | 'description' | 'administration' | 'technical' | 'billing'> = {
  groupId: ['groupId', 'group', 'billing group', 'groupe', 'groupe de facturation', 'identifiant du groupe'],
  description: ['description', 'label', 'libellé', 'intitulé'],
  administration: [
    'administration',
    'administration contact',
    'administrative contact',
    'administrateur',
    'contact administratif',
    'contact administration',
  ],
  technical: ['technical', 'technical contact', 'technique', 'contact technique'],
  billing: ['billing', 'billing contact', 'facturation', 'contact facturation', 'contact de facturation'],
};

export const serviceTitles: Titles<'groupId' | 'serviceId' | 'kind'> = {
  groupId: groupTitles.groupId,
  serviceId: [
    'serviceId',
    'service',
    'number',
    'phone number',
    'telephone',
    'numéro',
    'numéro de téléphone',
    'téléphone',
  ],
  kind: ['kind', 'type', 'nature'],
};

export const pairTitles: Titles<'from' | 'to' | 'roles' | 'groups' | 'runAt' | 'reason'> = {
  from: ['from', 'old contact', 'de', 'ancien contact'],
  to: ['to', 'new contact', 'à', 'vers', 'nouveau contact'],
  roles: ['roles', 'role', 'rôles'],
  groups: ['groups', 'groupIds', 'group', 'groupes'],
  runAt: ['runAt', 'start', 'date', 'début'],
  reason: ['reason', 'motif', 'raison'],
};
