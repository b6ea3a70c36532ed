import type { WebModule } from '#/lib/module';

/* The dictionary comes with the screens: the first page is lighter without it. */
const LABEL = { fr: 'Textes', en: 'Texts' };
const ABOUT = {
  fr: 'Ce que Lien dit en votre nom : enquêtes, discussion, formulaires, noms des états. En français et en anglais, avec un aperçu.',
  en: 'What Lien says in your name: surveys, chat, forms, names of states. In French and in English, with a preview.',
};

export const wording: WebModule = {
  name: 'wording',
  routes: [
    { path: 'settings/words', lazy: () => import('./WordingPage') },
    { path: 'settings/words/:group', lazy: () => import('./WordingPage') },
  ],
  settings: [{ path: '/settings/words', group: 'organisation', label: (language) => LABEL[language], about: (language) => ABOUT[language] }],
  follow: (client, fact) => {
    if (fact.name.startsWith('wording.')) for (const queryKey of [['wordings'], ['history']]) void client.invalidateQueries({ queryKey });
  },
};
