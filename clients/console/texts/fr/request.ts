export const request = {
  title: 'Changer les contacts',
  serviceTitle: 'Changer le contact Technique',
  ofService: '{{kind}} {{number}}, groupe {{group}}',
  intro:
    'Indiquez le nouvel identifiant des rôles à changer, et laissez vides les autres. Le changement se ' +
    'propage à tous ' +
    'les services du groupe.',
  serviceIntro: 'Sur une ligne ou un numéro, seul le contact Technique peut être modifié.',
  recipient: 'Nouveau contact',
  wrongTime: 'Choisissez la date et l’heure.',
  recipients: 'Nouveaux contacts',
  current: 'Aujourd’hui : {{nic}}',
  nicHint: 'Identifiant client',
  understood: 'Compris : {{nic}}',
  wrongNic: 'Un identifiant ressemble à ab12345-ovh.',
  everywhere: 'Mettre cet identifiant pour tous les rôles',
  reason: 'Motif',
  reasonHint: 'Facultatif. Les destinataires le lisent, et il reste dans l’historique.',
  when: 'Quand ?',
  now: 'Dès que chacun a donné son accord',
  later: 'À une date précise',
  at: 'Date et heure',
  zone:
    'Heure de votre appareil ({{zone}}). Les accords se donnent avant ; s’ils arrivent plus tard, ' +
    'le changement suit.',
  codes: 'Codes d’accord',
  codesHint:
    'Si un destinataire vous a remis un code d’accord, saisissez-le ici : il n’aura plus rien à faire. Sinon, ' +
    'laissez vide : il sera prévenu et pourra accepter.',
  codeOf: 'Code d’accord de {{nic}}',
  summary: 'Avant de valider',
  nothingYet: 'Indiquez au moins un nouveau contact : vous verrez ici ce qui va changer.',
  checking: 'Vérification…',
  toFix_one: '{{count}} point à corriger',
  toFix_other: '{{count}} points à corriger',
  whatChanges: 'Ce qui change',
  spreads_one: 'Ce changement s’appliquera au groupe et à son service.',
  spreads_other: 'Ce changement s’appliquera au groupe et à ses {{services}} services.',
  consents: 'Qui doit donner son accord',
  byItself: 'C’est vous : rien à faire.',
  byCode: 'Accord donné par le code.',
  toAccept: 'Sera prévenu et devra accepter, sous 7 jours.',
  administrationLast:
    'L’Administration change en dernier, toute seule. Vous n’avez aucun ordre à respecter : tout est fait en une fois.',
  administrationLeaves: 'Ensuite, seul {{nic}} pourra changer les contacts de ce groupe.',
  warnings: 'Ce à quoi cela mettra fin',
  effectiveAt: 'Prendra effet le {{at}}.',
  submit: 'Valider',
  submitting: 'Envoi…',
  cancel: 'Annuler',
  notAllowed: 'Vous ne pouvez pas changer ces contacts',
} as const;
