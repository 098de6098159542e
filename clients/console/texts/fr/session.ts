export const session = {
  signIn: 'Se connecter',
  signingIn: 'Connexion…',
  signedOut: 'Vous êtes déconnecté',
  signedOutDetail: 'À bientôt. Vous pouvez fermer cette page.',
  failed: 'La connexion n’a pas abouti',
  failedDetail: 'Le service de connexion n’a pas répondu comme prévu. Réessayez : rien n’a été modifié.',
  noConfig: 'La console n’est pas joignable',
  noConfigDetail: 'Sa configuration n’a pas pu être lue. Vérifiez votre connexion, puis rechargez la page.',
  expired: 'Votre session a pris fin',
  expiredDetail:
    'Reconnectez-vous dans la fenêtre qui va s’ouvrir. Tout ce que vous avez saisi ici est conservé, et ce que vous ' +
    'demandiez reprend tout seul.',
  signInAgain: 'Me reconnecter',
  popupBlocked: 'La fenêtre de connexion a été bloquée ou fermée. Autorisez-la, puis réessayez.',
  otherPerson: 'C’est un autre identifiant qui s’est connecté. La page repart de zéro.',
} as const;
