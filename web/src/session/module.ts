import type { WebModule } from '#/lib/module';

export const session: WebModule = {
  name: 'session',
  routes: [{ path: 'profile', lazy: () => import('./Profile') }],
};
