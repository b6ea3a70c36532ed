import { IconSend } from '#/lib/icons';
import type { WebModule } from '#/lib/module';

/* The dictionary comes with the screens: the first page is lighter without it. */
const LABEL = { fr: 'Domaines d’envoi', en: 'Sending domains' };

const ABOUT = { fr: 'Ce que vos domaines publient (SPF, DKIM, DMARC) pour que vos courriels arrivent.', en: 'What your domains publish (SPF, DKIM, DMARC) so that your mails arrive.' };

export const domain: WebModule = {
  name: 'domain',
  routes: [{ path: 'settings/domains', lazy: () => import('./DomainList') }],
  nav: [{ path: '/settings/domains', label: (language) => LABEL[language], icon: IconSend, right: 'setting.manage', place: 'manage', under: '/settings' }],
  settings: [{ path: '/settings/domains', group: 'channels', label: (language) => LABEL[language], about: (language) => ABOUT[language] }],
  follow: (client, fact) => {
    /* Domains are those of addresses. */
    if (/^(domain|mailbox)\./.test(fact.name)) void client.invalidateQueries({ queryKey: ['domains'] });
  },
};
