import type { WebModule } from '#/lib/module';

export const loop: WebModule = { name: 'loop', routes: [] };
