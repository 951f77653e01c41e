package org.portalemails.demo.wiring;

import java.util.Locale;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.PortalEmails;
import org.portalemails.demo.customers.CustomerGroups;
import org.portalemails.demo.customers.OwnCompanies;
import org.portalemails.demo.customers.RepresentativeService;
import org.portalemails.host.CustomerGroup;
import org.portalemails.screen.SettingsScreen;
import org.portalemails.settings.SettingsOwner;
import org.portalemails.settings.form.SettingsForm;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Fills an empty ERP, so that there is something to look at. */
@Component
class DemoData implements ApplicationRunner {
    private final CustomerGroups groups;
    private final RepresentativeService representatives;
    private final SettingsScreen screen;
    private final String mailDomain;

    DemoData(
            CustomerGroups groups,
            RepresentativeService representatives,
            PortalEmails portalEmails,
            @Value("${demo.mail-domain}") String mailDomain) {
        this.groups = groups;
        this.representatives = representatives;
        this.screen = portalEmails.settingsScreen();
        this.mailDomain = mailDomain;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        if (!groups.all().isEmpty()) {
            return;
        }
        CustomerGroupId industry = add("INDUSTRIE", "Industrie – Canada", true, OwnCompanies.ERABLE);
        CustomerGroupId retail = add("DETAIL", "Détaillants", true, OwnCompanies.BOREALE);
        CustomerGroupId publicSector = add("PUBLIC", "Secteur public", false, OwnCompanies.ERABLE);
        installation();
        boreale();
        industry(industry);
        String steelworks = representatives.addCompany(industry, "Aciérie Beaumont ltée");
        representatives.addCompany(industry, "Fonderie du Lac inc.");
        String north = representatives.addCompany(retail, "Northside Hardware Ltd.");
        representatives.addCompany(publicSector, "Ville de Saint-Alban");
        representatives.recordValidated(
                steelworks, "Émilie", "Lavoie", "emilie.lavoie@beaumont.example", Locale.CANADA_FRENCH, true);
        representatives.recordValidated(
                steelworks, "Olivier", "Bélanger", "olivier.belanger@beaumont.example", Locale.CANADA_FRENCH, false);
        representatives.recordValidated(
                north, "Grace", "Miller", "grace.miller@northside.example", Locale.ENGLISH, true);
    }

    private CustomerGroupId add(String id, String name, boolean usesPortal, CompanyId company) {
        CustomerGroup group = new CustomerGroup(new CustomerGroupId(id), name, usesPortal, company);
        groups.add(group);
        return group.id();
    }

    private void installation() {
        SettingsForm form = screen.open(SettingsOwner.INSTALLATION);
        form.setLanguage("fr-CA");
        form.setSendFrom("portail@" + mailDomain);
        form.setSenderName("Érable Industries – Comptes clients");
        form.setAccessRequestsTo("acces.portail@" + mailDomain);
        form.setReplyTo("comptes.clients@" + mailDomain);
        screen.save(SettingsOwner.INSTALLATION, form, "Claire Gagnon");
    }

    /** Its own sender; where access is asked for is the same for both. */
    private void boreale() {
        SettingsOwner boreale = SettingsOwner.company(OwnCompanies.BOREALE);
        SettingsForm form = screen.open(boreale);
        form.setSendFrom("portail@boreale.example");
        form.setSenderName("Boréale – Comptes clients");
        form.setReplyTo("comptes@boreale.example");
        screen.save(boreale, form, "Claire Gagnon");
    }

    private void industry(CustomerGroupId group) {
        SettingsForm form = screen.open(SettingsOwner.group(group));
        form.setLanguage("fr-CA");
        form.setMailCustomersWhoDidNotAsk(true);
        form.setNotifyNewPrimaryContact(true);
        form.setNotifyOldPrimaryContact(true);
        screen.save(SettingsOwner.group(group), form, "Claire Gagnon");
    }
}
