import type { WebModule } from '#/lib/module';

export const person: WebModule = { name: 'person', routes: [] };
