/* What a folder gives the application; modules.ts lists them all. */
import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import type { Fact } from './events';
import type { IconProps } from './icons';
import type { Language } from './words';

export interface NavEntry {
  path: string;
  label: (language: Language) => string;
  icon: ComponentType<IconProps>;
  right?: string; /* shown to those who hold it */
  place: 'work' | 'manage';
  below?: ComponentType; /* shown under the entry: the views of a list */
  under?: string; /* it stands under the entry of this path */
}

export interface WebModule {
  name: string; /* the folder's word */
  routes: RouteObject[];
  nav?: NavEntry[];
  follow?: (client: QueryClient, fact: Fact) => void; /* brings what is on screen up to date */
}
