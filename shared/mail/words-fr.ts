import type { Words } from './words.ts';

const plural = (count: number, one: string, more: string): string => (count < 2 ? one : more);
const atLeast = (count: number, isMore: boolean): string => (isMore ? `Plus de ${count}` : String(count));
const numbers = new Intl.NumberFormat('fr-FR');
/** Separated by a space that every font has. */
const number = (count: number): string => numbers.format(count).replaceAll('\u202F', '\u00A0');

const failures = (failed: number, services: number): string =>
  plural(
    failed,
    `${number(failed)} service sur ${number(services)} n’a pas pu être mis à jour.`,
    `${number(failed)} services sur ${number(services)} n’ont pas pu être mis à jour.`,
  );

/** French for readers who are not used to the field: short sentences, no jargon. */
export const french: Words = {
  roles: { administration: 'administration', technical: 'technique', billing: 'facturation' },
  and: 'et',
  colon: '\u00A0: ',
  number,
  labels: {
    group: 'Groupe',
    service: 'Numéro',
    roles: 'Rôle de contact',
    reason: 'Raison donnée',
    until: 'Répondre avant',
    effective: 'Prise d’effet',
    runs: 'Lancement',
    replaces: 'Remplacement',
    change: 'Demande',
    reassignment: 'Demande',
    missing: 'Réponse attendue de',
    services: 'Services concernés',
    failedServices: 'Services en échec',
    done: 'Réussis',
    failed: 'En échec',
    skipped: 'Ignorés',
  },
  where: { group: (id) => `groupe ${id}`, service: (id) => `numéro ${id}` },
  asSoonAsPossible: 'dès que possible',
  fromTo: (from, to) => `${to} à la place de ${from}`,
  footer: [
    'Ce message est envoyé automatiquement. Merci de ne pas y répondre.',
    'Nous ne demandons jamais de code ni de mot de passe par courriel.',
  ],
  waiting: {
    subject: (count, isMore) =>
      plural(
        count,
        'Une demande attend votre réponse',
        `${atLeast(count, isMore)} demandes attendent votre réponse`,
      ),
    reminder: (count, isMore) =>
      plural(
        count,
        'Rappel\u00A0: une demande attend votre réponse',
        `Rappel\u00A0: ${atLeast(count, isMore).toLowerCase()} demandes attendent votre réponse`,
      ),
    intro: (requester, count) =>
      plural(
        count,
        `${requester} vous propose de devenir contact. Vous pouvez accepter ou refuser.`,
        `${requester} vous propose plusieurs fois de devenir contact. Vous pouvez accepter ou refuser chaque demande.`,
      ),
    effect: 'Sans réponse de votre part avant la date indiquée, la demande expire et rien ne change.',
    link: 'Voir la demande et répondre',
    more: 'D’autres demandes attendent votre réponse.',
    all: 'Voir toutes les demandes',
  },
  addressChanged: {
    subject: 'Cette adresse n’est plus celle de votre compte',
    intro: (nic, date) =>
      `Depuis le ${date}, les courriels destinés à ${nic} ne sont plus envoyés à cette adresse.`,
    warning:
      'Si vous n’êtes pas à l’origine de ce changement, quelqu’un d’autre utilise peut-être votre ' +
      'compte. Prévenez aussitôt votre opérateur.',
  },
  accepted: {
    subject: (where) => `Demande acceptée pour le ${where}`,
    intro: (nic, roles) => `${nic} accepte de devenir contact ${roles}.`,
  },
  refused: {
    subject: (where) => `Demande refusée pour le ${where}`,
    intro: (nic, roles) => `${nic} refuse de devenir contact ${roles}.`,
  },
  stillMissing: 'Le changement aura lieu quand toutes les personnes concernées auront accepté.',
  noneMissing: 'Toutes les personnes concernées ont accepté.',
  endedByRefusal: 'La demande est donc terminée. Les contacts ne changent pas.',
  started: {
    subject: (where) => `Changement de contacts commencé pour le ${where}`,
    intro: (date) =>
      `Votre demande a pris effet le ${date}. Les nouveaux contacts sont maintenant transmis à chaque service.`,
  },
  expired: {
    subject: (where) => `Demande expirée pour le ${where}`,
    intro: (date) =>
      `Votre demande a expiré le ${date}, car il manquait au moins une réponse. Les contacts ne changent pas.`,
  },
  rejected: {
    subject: (where) => `Demande sans suite pour le ${where}`,
    intro: (date) => `Votre demande a pris fin le ${date} sans prendre effet. Les contacts ne changent pas.`,
  },
  why: {
    'requester-lost-administration': 'Vous n’êtes plus le contact administration du groupe.',
    'service-removed': 'Le numéro a été retiré de son groupe.',
    'recipient-unknown': 'La personne qui devait devenir contact n’a pas de compte.',
    'recipient-closed': 'Le compte de la personne qui devait devenir contact est fermé.',
    'recipient-not-validated':
      'La personne qui devait devenir contact facturation n’a pas terminé la validation VoIP.',
    'recipient-in-debt':
      'Le compte de la personne qui devait devenir contact facturation a un solde négatif.',
    refused: 'La demande a été refusée.',
    cancelled: 'La demande a été annulée.',
    other: 'Une règle ne le permettait plus.',
  },
  completed: {
    subject: (where) => `Changement de contacts terminé pour le ${where}`,
    intro: (services) =>
      services === 0
        ? 'Le changement est terminé. Aucun service n’était concerné.'
        : plural(
            services,
            'Le changement est terminé. Le service concerné a été vérifié.',
            `Le changement est terminé. Les ${number(services)} services concernés ont été vérifiés.`,
          ),
  },
  withFailures: {
    subject: (where) => `Changement de contacts terminé avec des échecs pour le ${where}`,
    requester: (failed, services) =>
      `Le changement que vous avez demandé est terminé. ${failures(failed, services)}`,
    administration: (failed, services) =>
      `Un changement de contacts de votre groupe est terminé. ${failures(failed, services)}`,
    retry: 'Le contact administration du groupe peut relancer la mise à jour des services en échec.',
    link: 'Voir les services en échec',
  },
  rolesLost: {
    subject: (roles, where, isEffective) =>
      isEffective
        ? `Vous n’êtes plus contact ${roles} du ${where}`
        : `Vous ne serez bientôt plus contact ${roles} du ${where}`,
    planned: 'Un changement de contacts est prévu. Vous n’avez rien à faire.',
    effective: (date) => `Un changement de contacts a pris effet le ${date}. Vous n’avez rien à faire.`,
  },
  reassignment: {
    accepted: 'Transfert de contacts accepté',
    refused: 'Transfert de contacts refusé',
    acceptedBy: (nic) => `${nic} accepte le transfert.`,
    refusedBy: (nic) => `${nic} refuse le transfert. Les contacts ne changent pas.`,
    started: 'Transfert de contacts commencé',
    startedAt: (date) => `Le transfert que vous avez demandé a commencé le ${date}.`,
    expired: 'Transfert de contacts expiré',
    expiredAt: (date) =>
      `Le transfert que vous avez demandé a expiré le ${date} faute de réponse. Les contacts ne changent pas.`,
    completed: 'Transfert de contacts terminé',
    completedIntro: 'Le transfert est terminé. Voici son résultat, en nombre de groupes et de numéros.',
    withFailures: 'Transfert de contacts terminé avec des échecs',
    withFailuresIntro:
      'Le transfert est terminé, avec des échecs. Voici son résultat, en nombre de groupes et de numéros.',
    link: 'Voir le résultat du transfert',
    rolesLost: (isEffective) =>
      isEffective ? 'Vos rôles de contact sont transférés' : 'Vos rôles de contact vont être transférés',
    planned: 'Un transfert de vos rôles de contact est prévu. Vous n’avez rien à faire.',
    effective: (date) =>
      `Un transfert de vos rôles de contact a commencé le ${date}. Vous n’avez rien à faire.`,
  },
};
