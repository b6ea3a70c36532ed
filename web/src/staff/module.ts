import type { WebModule } from '#/lib/module';

export const staff: WebModule = { name: 'staff', routes: [] };
