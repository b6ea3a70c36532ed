import type { WebModule } from '#/lib/module';

/* The dictionary comes with the screens: the first page is lighter without it. */
const LABEL = { fr: 'Premiers pas', en: 'First steps' };
const ABOUT = {
  fr: 'De la première connexion à la première réponse : ce qui est fait, ce qui reste.',
  en: 'From the first sign-in to the first answer: what is done, what is left.',
};

export const guide: WebModule = {
  name: 'guide',
  routes: [{ path: 'guide', lazy: () => import('./GuidePage') }],
  settings: [{ path: '/guide', group: 'organisation', label: (language) => LABEL[language], about: (language) => ABOUT[language] }],
  follow: (client, fact) => {
    if (/^(guide\.|setting\.|brand\.|mailbox\.added|team\.|staff\.(added|changed)|message\.(sent|written|queued))/.test(fact.name)) void client.invalidateQueries({ queryKey: ['guide'] });
  },
};
