import type { WebModule } from '#/lib/module';

export const survey: WebModule = { name: 'survey', routes: [] };
