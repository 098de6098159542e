import type {
  MemberFailureCode,
  otherCode,
  ProblemCode,
  RejectionCode,
  TargetFailureCode,
  WarningCode,
} from '../../../../shared/domain/codes.ts';

type Other = typeof otherCode;
/** What the API does not answer itself: the gateway before it, or nothing at all. */
export type ClientProblem = 'signed-out' | 'too-many-requests' | 'unreachable' | 'unexpected' | Other;

/** A heading, and what to do about it. */
interface Advice {
  readonly title: string;
  readonly advice: string;
}

const problem = {
  'malformed-json': { title: 'La demande est illisible', advice: 'Rechargez la page, puis réessayez.' },
  'invalid-cursor': {
    title: 'La liste a changé',
    advice: 'Rechargez la page pour la relire depuis le début.',
  },
  'invalid-parameter': {
    title: 'Une valeur n’a pas la bonne forme',
    advice: 'Vérifiez l’adresse ou le filtre, puis réessayez.',
  },
  'not-administration-contact': {
    title: 'Réservé au contact Administration',
    advice: 'Seul le contact Administration du groupe peut faire cela. Demandez-le-lui.',
  },
  'not-a-recipient': {
    title: 'Cette décision ne vous appartient pas',
    advice: 'Seul un futur contact peut accepter ou refuser.',
  },
  'not-the-requester': {
    title: 'Réservé au demandeur',
    advice: 'Seul celui qui a fait la demande, ou un opérateur, peut faire cela.',
  },
  'operator-only': { title: 'Réservé aux opérateurs', advice: 'Votre compte n’a pas ce droit.' },
  'not-found': {
    title: 'Introuvable',
    advice: 'Cela n’existe pas, ou vous n’y avez pas accès avec cet identifiant.',
  },
  'change-pending': {
    title: 'Une demande est déjà en cours pour ce rôle',
    advice: 'Attendez qu’elle se termine, ou annulez-la d’abord.',
  },
  'state-conflict': {
    title: 'La situation a changé entre-temps',
    advice: 'Ce n’est plus possible dans l’état actuel. La page vient d’être mise à jour.',
  },
  'too-many-open': {
    title: 'Il y en a trop en cours',
    advice: 'La limite est de 20. Terminez-en ou annulez-en une avant de recommencer.',
  },
  'reassignment-pending': {
    title: 'Ce remplacement est déjà demandé',
    advice: 'Un remplacement identique n’est pas encore terminé.',
  },
  'reminded-recently': {
    title: 'Un rappel vient déjà d’être envoyé',
    advice: 'Un seul rappel par heure est possible. Réessayez plus tard.',
  },
  'service-in-another-group': {
    title: 'Ce service appartient à un autre groupe',
    advice: 'Retirez-le d’abord de cet autre groupe.',
  },
  'role-not-changeable': {
    title: 'Ce rôle se change sur le groupe',
    advice: 'Sur une ligne ou un numéro, seul le contact Technique peut être modifié.',
  },
  'recipient-unknown': {
    title: 'Aucun compte n’a cet identifiant',
    advice: 'Vérifiez l’identifiant du destinataire.',
  },
  'recipient-closed': {
    title: 'Ce compte est fermé',
    advice: 'Un compte fermé ne peut recevoir aucun rôle. Choisissez un autre identifiant.',
  },
  'recipient-not-validated': {
    title: 'La validation VoIP n’est pas faite',
    advice:
      'Le destinataire doit suivre la procédure de validation VoIP avant de devenir contact Facturation.',
  },
  'recipient-in-debt': {
    title: 'Le solde de ce compte est débiteur',
    advice: 'Le compte du contact Facturation doit être créditeur ou neutre.',
  },
  'holder-unknown': {
    title: 'Aucun compte n’a cet identifiant',
    advice: 'Vérifiez l’identifiant de la personne à remplacer.',
  },
  'nothing-to-change': {
    title: 'Rien à changer',
    advice: 'Ces identifiants sont déjà les contacts. Changez au moins un rôle.',
  },
  'consent-code-invalid': {
    title: 'Ce code d’accord ne convient pas',
    advice: 'Il est inconnu, déjà utilisé, périmé, ou fait pour un autre rôle ou un autre groupe.',
  },
  'effective-time-invalid': {
    title: 'Cette date ne convient pas',
    advice: 'Choisissez un moment à venir, dans l’année qui vient.',
  },
  'idempotency-key-reused': {
    title: 'La demande a changé entre deux envois',
    advice: 'Rechargez la page, puis refaites la demande.',
  },
  'unsupported-media-type': {
    title: 'La demande est illisible',
    advice: 'Rechargez la page, puis réessayez.',
  },
  'validation-failed': { title: 'Une valeur n’a pas la bonne forme', advice: 'Corrigez-la, puis réessayez.' },
  'internal-error': {
    title: 'Le service a rencontré une erreur',
    advice:
      'Ce n’est pas de votre fait. Réessayez ; si cela persiste, transmettez la référence à l’assistance.',
  },
  unavailable: {
    title: 'Le service est momentanément indisponible',
    advice: 'Réessayez dans un instant. Rien n’a été perdu.',
  },
  'signed-out': { title: 'Votre session a pris fin', advice: 'Reconnectez-vous pour continuer.' },
  'too-many-requests': {
    title: 'Trop de demandes à la fois',
    advice: 'Le service en reçoit trop. Réessayez dans un instant.',
  },
  unreachable: {
    title: 'Le service ne répond pas',
    advice: 'Vérifiez votre connexion, puis réessayez. Rien n’a été perdu.',
  },
  unexpected: {
    title: 'La réponse est inattendue',
    advice: 'Rechargez la page : une nouvelle version est peut-être en ligne.',
  },
  other: { title: 'La demande n’a pas abouti', advice: 'Réessayez dans un instant.' },
} as const satisfies Record<ProblemCode | ClientProblem, Advice>;

const rejection = {
  'requester-lost-administration': 'Le contact Administration du groupe a changé depuis la demande.',
  'service-removed': 'Le service a quitté son groupe.',
  'recipient-unknown': 'Le destinataire n’a plus de compte.',
  'recipient-closed': 'Le compte du destinataire est fermé.',
  'recipient-not-validated': 'Le futur contact Facturation n’a pas fait la validation VoIP.',
  'recipient-in-debt': 'Le solde du futur contact Facturation est débiteur.',
  refused: 'Un destinataire a refusé.',
  cancelled: 'La demande a été annulée.',
  other: 'Une autre règle a mis fin à la demande.',
} as const satisfies Record<RejectionCode | Other, string>;

const warning = {
  'strands-open-request': 'Une demande en cours de votre part sera rejetée',
  'and-more': 'Et {{more}} autres demandes seront rejetées',
} as const satisfies Record<WarningCode, string>;

const memberFailure = {
  'member-system-refused': 'Le système du service a refusé le changement.',
  'member-system-unavailable': 'Le système du service n’a pas répondu, malgré six essais.',
  'attempts-exhausted': 'Six essais ont échoué.',
  undelivered: 'Le service n’a pas pu être joint.',
  other: 'Le changement n’a pas abouti sur ce service.',
} as const satisfies Record<MemberFailureCode | Other, string>;

const targetFailure = {
  'services-failed': 'Des services sont en échec : relancez ce changement.',
  unavailable: 'Le service était indisponible.',
  'internal-error': 'Le service a rencontré une erreur.',
  'not-administration-contact': 'Le demandeur n’administre pas ce groupe.',
  'change-pending': 'Une demande en cours bloque ce rôle.',
  'recipient-unknown': 'Le remplaçant n’a pas de compte.',
  'recipient-closed': 'Le compte du remplaçant est fermé.',
  'recipient-not-validated': 'Le remplaçant n’a pas fait la validation VoIP.',
  'recipient-in-debt': 'Le solde du remplaçant est débiteur.',
  'nothing-to-change': 'La personne remplacée n’y tient plus ces rôles.',
  'not-found': 'Le groupe ou le service n’est plus accessible.',
  'group-busy': 'Pendant 24 heures, d’autres changements du groupe sont passés avant.',
  cancelled: 'Le remplacement a été annulé avant.',
  other: 'Le changement n’a pas abouti.',
} as const satisfies Record<TargetFailureCode | Other, string>;

export const codes = {
  problem,
  rejection,
  warning,
  memberFailure,
  targetFailure,
  openRequest: 'Voir la demande en cours',
  reference: 'Référence : {{instance}}',
  retry: 'Réessayer',
  detail: 'Précision du service (en anglais) : {{detail}}',
} as const;
