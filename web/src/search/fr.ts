import { plural } from '#/lib/words';

export const fr = {
  nav: 'Recherche',
  title: 'Recherche',
  titleOf: (query: string) => `Recherche : ${query}`,
  box: 'Chercher une conversation, un message, une personne',
  placeholder: 'Chercher…',
  kinds: { all: 'Tout', conversation: 'Conversations', message: 'Messages', person: 'Personnes' },
  kindsLabel: 'Chercher dans',
  seeAll: (query: string) => `Tous les résultats pour « ${query} »`,
  empty: (query: string) => `Rien trouvé pour « ${query} »`,
  emptyText: 'Accents, pluriels et conjugaisons n’ont pas d’importance. Essayez avec moins de mots.',
  start: 'Que cherchez-vous ?',
  startText: 'Un nom, une adresse, un mot d’un message : les accents n’ont pas d’importance.',
  found: (count: number) => plural('fr', count, 'résultat', 'résultats'),
  filtersLabel: 'Affiner',
  filters: { status: 'Statut', channel: 'Canal', assignee: 'Conseiller', since: 'Du', until: 'Avant le' },
  any: { status: 'Tous les statuts', channel: 'Tous les canaux', assignee: 'Tous les conseillers' },
  me: 'Moi',
  nobody: 'Personne',
  clear: 'Tout effacer',
};
