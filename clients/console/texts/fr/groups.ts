export const groups = {
  title: 'Mes groupes',
  subtitle: 'Les groupes de services dont vous êtes un contact.',
  search: 'Chercher un groupe',
  searchHint: 'Nom, ou ab12345-ovh-1',
  role: 'Mon rôle',
  everyRole: 'Tous les rôles',
  yourRoles: 'Vos rôles',
  noDescription: 'Groupe sans nom',
  openChange_one: '{{count}} demande en cours',
  openChange_other: '{{count}} demandes en cours',
  empty: 'Vous n’êtes contact d’aucun groupe',
  emptyDetail:
    'Dès qu’un groupe vous sera confié, il apparaîtra ici. Si quelqu’un vous a fait une demande, elle vous attend ' +
    'dans « À décider ».',
  noMatch: 'Aucun groupe ne correspond',
  noMatchDetail: 'Essayez un autre mot, ou retirez le filtre.',
  clear: 'Retirer les filtres',
} as const;
