import { plural, type Words } from '#/lib/words';
import type { fr } from './fr';

export const en: Words<typeof fr> = {
  nav: 'Search',
  title: 'Search',
  titleOf: (query: string) => `Search: ${query}`,
  box: 'Search for a conversation, a message, a person',
  placeholder: 'Search…',
  kinds: { all: 'Everything', conversation: 'Conversations', message: 'Messages', person: 'Persons' },
  kindsLabel: 'Search in',
  seeAll: (query: string) => `All results for “${query}”`,
  empty: (query: string) => `Nothing found for “${query}”`,
  emptyText: 'Accents, plurals and verb forms do not matter. Try with fewer words.',
  start: 'What are you looking for?',
  startText: 'A name, an address, a word of a message: accents do not matter.',
  found: (count: number) => plural('en', count, 'result', 'results'),
  filtersLabel: 'Narrow down',
  filters: { status: 'Status', channel: 'Channel', assignee: 'Adviser', since: 'From', until: 'Before' },
  any: { status: 'Any status', channel: 'Any channel', assignee: 'Any adviser' },
  me: 'Me',
  nobody: 'Nobody',
  clear: 'Clear all',
};
