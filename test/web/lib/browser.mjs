/* browser: the real application in a real Chromium, as its users have it.
 *
 *   const desk = await openDesk({ staff: { ada: 'administrator' } });
 *   const page = await desk.signedIn('ada');            // a window of its own, in French
 *   await auditPage(page, 'the list');                  // axe: nothing found, or the test fails
 *   await desk.close();                                 // fails when a page complained in its console
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { emailOf, password, startServer } from '../../lib/server.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/* The engine alone takes a quarter less of the processor than the program with its own windows and its PDF viewer. */
const ENGINE = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';
const WHOLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const PATIENCE_MS = 15_000;

/** Options are those of startServer; whole: the browser with all that people's has. desk.server is the server. */
export async function openDesk({ whole = false, ...options }) {
    const server = await startServer(options);
    const browser = await chromium.launch({
        executablePath: whole ? WHOLE : ENGINE,
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    });
    return new Desk(server, browser);
}

class Desk {
    complaints = [];

    constructor(server, browser) {
        this.server = server;
        this.browser = browser;
    }

    /** A browser of its own (cookies, storage): locale, dark, phone. */
    async context({ locale = 'fr-FR', dark = false, phone = false } = {}) {
        const context = await this.browser.newContext({
            baseURL: this.server.url,
            locale,
            timezoneId: 'Europe/Paris',
            colorScheme: dark ? 'dark' : 'light',
            reducedMotion: 'reduce',
            viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
        });
        context.setDefaultTimeout(PATIENCE_MS);
        return context;
    }

    /** A tab, whose complaints are kept. */
    async tab(context) {
        const page = await context.newPage();
        page.on('pageerror', (error) => this.complaints.push(`${page.url()}: ${error.message}`));
        page.on('console', (message) => {
            /* Chromium writes a line for each refused request; the tests look at what the screen says of it. */
            const refused = /Failed to load resource: the server responded with a status of 4/.test(message.text());
            if (message.type() === 'error' && !refused) this.complaints.push(`${page.url()}: ${message.text()}`);
        });
        return page;
    }

    async visitor(options) {
        return this.tab(await this.context(options));
    }

    /** Someone signed in, on the desk. who: a name of `staff`, or {email, password}. */
    async signedIn(who, { at = '/', ...options } = {}) {
        const page = await this.visitor(options);
        const account = typeof who === 'string' ? { email: emailOf(who), password } : who;
        await page.goto(at);
        await signIn(page, account);
        await page.locator('#main').waitFor();
        return page;
    }

    async close() {
        await this.browser.close();
        await this.server.stop();
        assert.deepEqual(this.complaints, [], 'what pages complained of in their console');
    }
}

export async function signIn(page, account) {
    await page.locator('input[name=email]').fill(account.email);
    await page.locator('input[name=password]').fill(account.password);
    await page.locator('button[type=submit]').click();
}

/** Fails with what axe finds. rules: those alone. */
export async function auditPage(page, what, rules) {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
    /* Colours are judged once nothing moves any more. */
    await page.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))));
    const found = await page.evaluate((only) => window.axe.run(document, { resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) }), rules);
    const told = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(', ')}`);
    assert.deepEqual(told, [], `axe: ${what}`);
}

/** Accounts that `lien demo` printed: role → {email, password}, the first of each. */
export function demoAccounts(text) {
    const accounts = {};
    for (const [, role, email, secret] of text.matchAll(/^\s+(\w+)\s+(\S+@\S+)\s+(\S+)\s*$/gm)) {
        accounts[role] ??= { email, password: secret };
    }
    return accounts;
}
