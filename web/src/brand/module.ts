import type { WebModule } from '#/lib/module';

/* The dictionary comes with the screens: the first page is lighter without it. */
const LABEL = { fr: 'Identité visuelle', en: 'Branding' };
const ABOUT = {
  fr: 'Nom, langue, couleur et logo : ce que voient les personnes sur les pages publiques et dans les courriels.',
  en: 'Name, language, colour and logo: what people see on public pages and in mails.',
};

export const brand: WebModule = {
  name: 'brand',
  routes: [{ path: 'settings/brand', lazy: () => import('./BrandPage') }],
  settings: [{ path: '/settings/brand', group: 'organisation', label: (language) => LABEL[language], about: (language) => ABOUT[language] }],
  follow: (client, fact) => {
    if (/^(brand|setting)\./.test(fact.name)) void client.invalidateQueries({ queryKey: ['brand'] });
  },
};
