package org.portalemails.demo.mailbox;

import java.util.List;
import org.portalemails.demo.web.MailFrame;
import org.portalemails.layout.BrandImage;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Looks into the mailbox of the embedded server. */
@Controller
class MailboxController {
    private final EmbeddedMailServer server;
    private final SmtpProperties properties;

    MailboxController(EmbeddedMailServer server, SmtpProperties properties) {
        this.server = server;
        this.properties = properties;
    }

    @GetMapping("/mailbox")
    String list(Model model) {
        List<ReadMail> mails =
                server.mails().stream().limit(100).map(ReadMail::of).toList();
        model.addAttribute("mails", mails);
        model.addAttribute("external", properties.embedded() ? null : properties.host());
        return "mailbox/list";
    }

    @GetMapping("/mailbox/{number}")
    String mail(@PathVariable int number, Model model) {
        model.addAttribute("mail", read(number));
        return "mailbox/mail";
    }

    @GetMapping("/mailbox/{number}/frame/html")
    ResponseEntity<byte[]> html(@PathVariable int number) {
        ReadMail mail = read(number);
        String html = mail.html();
        return MailFrame.of(
                html == null
                        ? MailFrame.preformatted("", mail.subject(), mail.text())
                        : BrandImage.shownInPage(html, mail.images()));
    }

    /** Follows the secret link of a mail, as its recipient would. */
    @GetMapping("/mailbox/{number}/link")
    String follow(@PathVariable int number) {
        return "redirect:"
                + server.mail(number)
                        .flatMap(ReadMail::pathOfLink)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private ReadMail read(int number) {
        return server.mail(number)
                .map(ReadMail::of)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
