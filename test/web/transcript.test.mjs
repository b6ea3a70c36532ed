/* A conversation is taken out from its menu: on a screen, on a phone, by keyboard. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

let desk;
before(async () => {
    desk = await openDesk({ staff: { bea: 'adviser' } });
    await desk.server.deliver(letter({ from: 'Zoé <zoe@example.org>', to: 'contact@desk.example', subject: 'Piano' }));
});
after(() => desk.close());

test('the menu gives a PDF, without notes unless they are asked for', async () => {
    const page = await desk.signedIn('bea', { phone: true });
    await page.getByRole('link', { name: /Piano/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Piano' }).waitFor();
    await page.getByRole('button', { name: 'Fusionner, lier, séparer' }).click();
    await page.getByRole('menuitem', { name: 'Imprimer ou exporter…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Imprimer ou exporter la conversation' });
    await dialog.waitFor();
    assert.ok(!(await dialog.getByRole('checkbox', { name: 'Avec les notes internes' }).isChecked()));
    await auditPage(page, 'the dialog, narrow');
    const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Télécharger' }).click()]);
    assert.match(download.suggestedFilename(), /^conversation-\d+\.pdf$/);
    await page.context().close();
});

test('the page to print opens in a tab of its own, by keyboard', async () => {
    const page = await desk.signedIn('bea');
    await page.getByRole('link', { name: /Piano/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Piano' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('exporter');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Imprimer ou exporter la conversation' });
    await dialog.getByRole('radio', { name: 'Page à imprimer' }).check();
    const [paper] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
    await paper.getByRole('heading', { level: 1, name: 'Piano' }).waitFor();
    await page.context().close();
});
