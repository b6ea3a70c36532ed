import type { WebModule } from '#/lib/module';

/* The dictionary comes with the screens: the first page is lighter without it. */
const LABEL = { fr: 'Exporter et importer', en: 'Export and import' };
const ABOUT = {
  fr: 'Toute la configuration en un fichier : pour l’essayer ailleurs, la garder, ou commencer une autre organisation.',
  en: 'The whole configuration as one file: to try it elsewhere, to keep it, or to begin another organisation.',
};

export const configuration: WebModule = {
  name: 'configuration',
  routes: [{ path: 'settings/configuration', lazy: () => import('./ConfigurationPage') }],
  settings: [{ path: '/settings/configuration', group: 'data', label: (language) => LABEL[language], about: (language) => ABOUT[language] }],
};
