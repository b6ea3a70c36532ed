import { IconSend } from '#/lib/icons';
import type { WebModule } from '#/lib/module';

/* The dictionary comes with the screens: the first page is lighter without it. */
const LABEL = { fr: 'Domaines d’envoi', en: 'Sending domains' };

export const domain: WebModule = {
  name: 'domain',
  routes: [{ path: 'settings/domains', lazy: () => import('./DomainList') }],
  nav: [{ path: '/settings/domains', label: (language) => LABEL[language], icon: IconSend, right: 'setting.manage', place: 'manage', under: '/settings' }],
  follow: (client, fact) => {
    /* Domains are those of addresses. */
    if (/^(domain|mailbox)\./.test(fact.name)) void client.invalidateQueries({ queryKey: ['domains'] });
  },
};
