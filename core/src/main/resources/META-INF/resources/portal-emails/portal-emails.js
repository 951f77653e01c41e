/**
 * The Portal Emails screen and the outbox as elements of any page:
 *
 *   <script type="module" src="/portal-emails/portal-emails.js"></script>
 *   <portal-emails-settings group="RETAIL" lang="fr-CA"></portal-emails-settings>
 *
 * Attributes: group, or company in an ERP with several (neither: the installation default), lang, api (where the server answers; beside this module if it is not said), csrf-token,
 * csrf-header and csrf-parameter (if the page has no meta elements or cookie for them), sign-in (the address of the host's sign-in page),
 * group-href and company-href (of the page of another group or company: {group} or {company} stands for its id).
 */
import { PortalEmailsOutbox } from "./outbox.js";
import { PortalEmailsSettings } from "./settings.js";

customElements.define("portal-emails-settings", PortalEmailsSettings);
customElements.define("portal-emails-outbox", PortalEmailsOutbox);
