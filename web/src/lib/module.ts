/* What a folder gives the application; modules.ts lists them all. */
import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import type { ActionTable } from './actions';
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
  go?: string; /* the letter that leads there after a g */
}

/* A page of settings, as the settings' home shows it. */
export interface SettingsEntry {
  path: string;
  group: SettingsGroup;
  label: (language: Language) => string;
  about: (language: Language) => string; /* one sentence: what it is for */
  right?: string; /* setting.manage unless told */
}
export const SETTINGS_GROUPS = ['organisation', 'people', 'channels', 'work', 'listening', 'data'] as const;
export type SettingsGroup = (typeof SETTINGS_GROUPS)[number];

export interface WebModule {
  name: string; /* the folder's word */
  routes: RouteObject[];
  nav?: NavEntry[];
  settings?: SettingsEntry[];
  actions?: ActionTable[]; /* what its screens can do, and by which keys (lib/actions.ts) */
  follow?: (client: QueryClient, fact: Fact) => void; /* brings what is on screen up to date */
}
