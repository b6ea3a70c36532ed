/* Whom one answers, beside the thread: unfolded by keyboard, changed in place, in a drawer on a phone. */
import { after, before, test } from 'node:test';
import { letter } from '../lib/mail-link.mjs';
import { auditPage, openDesk } from './lib/browser.mjs';

let desk;
before(async () => {
    desk = await openDesk({ staff: { bea: 'adviser' } });
    await desk.server.deliver(letter({ from: 'Zoe <zoe@example.org>', to: 'contact@desk.example', subject: 'Piano' }));
});
after(() => desk.close());

for (const phone of [false, true]) {
    test(`addresses, language and timeline unfold, and a name is changed in place${phone ? ', on a phone' : ''}`, async () => {
        const page = await desk.signedIn('bea', { phone, dark: phone });
        await page.getByRole('link', { name: /Piano/ }).click();
        await page.getByRole('heading', { level: 1, name: 'Piano' }).waitFor();
        if (phone) await page.getByRole('button', { name: 'Afficher ou masquer la personne' }).click();
        const contact = page.locator('summary', { hasText: 'Coordonnées' });
        await contact.focus();
        await page.keyboard.press('Enter');
        const panel = page.locator('details', { has: contact });
        await panel.getByText('zoe@example.org').waitFor();
        await page.locator('summary', { hasText: 'Fil de la relation' }).click();
        await page.getByText('Premier contact').waitFor();
        await auditPage(page, `the panel unfolded${phone ? ', on a phone' : ''}`);
        await panel.getByRole('button', { name: 'Modifier' }).click();
        const name = phone ? 'Zoé Élan' : 'Zoé';
        await page.getByRole('textbox', { name: 'Nom' }).fill(name);
        await page.getByRole('button', { name: 'Enregistrer' }).click();
        await page.getByRole('link', { name, exact: true }).first().waitFor();
        await page.context().close();
    });
}
