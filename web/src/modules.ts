/* The table of contents: a folder that is not in this list is not in the application. The order is that
 * of the navigation. */
import { brand } from './brand/module';
import { canned } from './canned/module';
import { configuration } from './configuration/module';
import { conversation } from './conversation/module';
import { chat } from './chat/module';
import { domain } from './domain/module';
import { form } from './form/module';
import { guide } from './guide/module';
import { indicator } from './indicator/module';
import { job } from './job/module';
import type { WebModule } from './lib/module';
import { loop } from './loop/module';
import { mailbox } from './mailbox/module';
import { notice } from './notice/module';
import { person } from './person/module';
import { search } from './search/module';
import { session } from './session/module';
import { setting } from './setting/module';
import { staff } from './staff/module';
import { status } from './status/module';
import { survey } from './survey/module';
import { tag } from './tag/module';
import { transcript } from './transcript/module';
import { view } from './view/module';
import { wording } from './wording/module';

export const modules: readonly WebModule[] = [conversation, canned, transcript, person, loop, survey, indicator, search, notice, job, staff, tag, setting, mailbox, domain, chat, form, view, session, brand, wording, configuration, status, guide];
