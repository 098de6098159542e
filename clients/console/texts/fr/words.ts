import type { Role } from '../../../../shared/domain/roles.ts';
import type { Right } from '../../../../shared/domain/rights.ts';
import type { ServiceKind } from '../../../../shared/domain/service.ts';
import type { ChangeState, Consent } from '../../../../shared/domain/contact-change.ts';
import type { ReassignmentState } from '../../../../shared/domain/reassignment.ts';
import type { TargetState } from '../../../../shared/domain/reassignment-target.ts';
import type { MemberState } from '../../../../shared/http/contract/shapes.ts';

const role = {
  administration: 'Administration',
  technical: 'Technique',
  billing: 'Facturation',
} as const satisfies Record<Role, string>;

/** What a contact may do, as the guide says it. */
const roleDetail = {
  administration: 'Gère les options, les offres et les contacts. Seul ce contact peut en changer.',
  technical: 'Configure les lignes, les numéros et leurs options.',
  billing: 'Gère la facturation et télécharge les relevés de consommations.',
} as const satisfies Record<Role, string>;

const kind = { line: 'Ligne', number: 'Numéro' } as const satisfies Record<ServiceKind, string>;

const changeState = {
  'awaiting-consent': 'En attente d’accord',
  scheduled: 'Programmé',
  propagating: 'En cours',
  completed: 'Terminé',
  'completed-with-failures': 'Terminé avec des échecs',
  refused: 'Refusé',
  expired: 'Expiré',
  cancelled: 'Annulé',
  rejected: 'Rejeté',
} as const satisfies Record<ChangeState, string>;

const reassignmentState = {
  'awaiting-consent': 'En attente d’accord',
  scheduled: 'Programmé',
  running: 'En cours',
  completed: 'Terminé',
  'completed-with-failures': 'Terminé avec des échecs',
  refused: 'Refusé',
  expired: 'Expiré',
  cancelled: 'Annulé',
} as const satisfies Record<ReassignmentState, string>;

const memberState = {
  pending: 'En attente',
  applied: 'Appliqué',
  superseded: 'Dépassé par un changement plus récent',
  failed: 'En échec',
} as const satisfies Record<MemberState, string>;

const targetState = {
  pending: 'En attente',
  propagating: 'En cours',
  completed: 'Terminé',
  failed: 'En échec',
  skipped: 'Laissé tel quel',
} as const satisfies Record<TargetState, string>;

const decision = {
  pending: 'N’a pas encore répondu',
  accepted: 'A accepté',
  refused: 'A refusé',
} as const satisfies Record<Consent['decision'], string>;

const via = {
  accept: 'dans la console ou par l’API',
  code: 'avec un code d’accord',
  self: 'en le demandant lui-même',
} as const satisfies Record<NonNullable<Consent['via']>, string>;

const right = {
  'change-contacts': 'changer les contacts',
  'change-offer': 'changer l’offre',
  'add-option': 'ajouter des options',
  configure: 'configurer',
  'manage-billing': 'gérer la facturation',
  'download-statements': 'télécharger les relevés',
  view: 'consulter',
} as const satisfies Record<Right, string>;

export const words = {
  role,
  roleDetail,
  kind,
  changeState,
  reassignmentState,
  memberState,
  targetState,
  decision,
  undecided: 'N’a pas répondu',
  via,
  right,
  group: 'Groupe',
  quote: '« {{text}} »',
  service_one: '{{services}} service',
  service_other: '{{services}} services',
} as const;
