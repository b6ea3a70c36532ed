import { IconPerson } from '#/lib/icons';
import type { WebModule } from '#/lib/module';
import { words } from './words';

export const person: WebModule = {
  name: 'person',
  routes: [
    { path: 'persons', lazy: () => import('./PersonList') },
    { path: 'persons/:id', lazy: () => import('./PersonPage') },
  ],
  nav: [{ path: '/persons', label: (language) => words(language).nav, icon: IconPerson, right: 'person.read', place: 'work', go: 'p' }],
  follow: (client, fact) => {
    /* Reading a file is a fact too: asking again because of it would never end. */
    if (!fact.person || fact.name === 'person.read') return;
    void client.invalidateQueries({ queryKey: ['timeline', fact.person] });
    if (fact.name.startsWith('person.')) void client.invalidateQueries({ queryKey: ['person', fact.person] });
  },
};
