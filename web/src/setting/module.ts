import type { WebModule } from '#/lib/module';

export const setting: WebModule = { name: 'setting', routes: [] };
