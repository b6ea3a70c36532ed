import type { WebModule } from '#/lib/module';

/* The dictionary comes with the screens: the first page is lighter without it. */
const LABEL = { fr: 'Exporter et importer', en: 'Export and import' };
const ABOUT = {
  fr: 'Toute la configuration en un fichier : pour l’essayer ailleurs, la garder, ou commencer une autre organisation.',
  en: 'The whole configuration as one file: to try it elsewhere, to keep it, or to begin another organisation.',
};

const CHANGES = {
  fr: { label: 'Journal des réglages', about: 'Qui a changé quoi, et quand : réglages, textes, équipes, comptes, boîtes aux lettres.' },
  en: { label: 'Log of the settings', about: 'Who changed what, and when: settings, texts, teams, accounts, mailboxes.' },
};

export const configuration: WebModule = {
  name: 'configuration',
  routes: [{ path: 'settings/changes', lazy: () => import('./ChangesPage') }, { path: 'settings/configuration', lazy: () => import('./ConfigurationPage') }],
  settings: [{ path: '/settings/changes', group: 'data', label: (language) => CHANGES[language].label, about: (language) => CHANGES[language].about }, { path: '/settings/configuration', group: 'data', label: (language) => LABEL[language], about: (language) => ABOUT[language] }],
  follow: (client, fact) => {
    if (/^(setting|wording|brand|team|staff|mailbox|configuration|guide|tag|view|canned|form|chat)\./.test(fact.name)) void client.invalidateQueries({ queryKey: ['changes'] });
  },
};
