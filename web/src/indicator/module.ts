import type { WebModule } from '#/lib/module';

export const indicator: WebModule = { name: 'indicator', routes: [] };
