import { IconFile } from '#/lib/icons';
import type { WebModule } from '#/lib/module';

/* The dictionary comes with the screens: the first page is lighter without it. */
const LABEL = { fr: 'Formulaires', en: 'Forms' };

export const form: WebModule = {
  name: 'form',
  routes: [
    { path: 'settings/forms', lazy: () => import('./FormList') },
    { path: 'settings/forms/aside', lazy: () => import('./Aside') },
    { path: 'settings/forms/:id', lazy: () => import('./FormPage') },
  ],
  nav: [{ path: '/settings/forms', label: (language) => LABEL[language], icon: IconFile, right: 'setting.manage', place: 'manage', under: '/settings' }],
  follow: (client, fact) => {
    if (!fact.name.startsWith('form.')) return;
    void client.invalidateQueries({ queryKey: ['forms'] });
    void client.invalidateQueries({ queryKey: ['form-answers'] });
  },
};
