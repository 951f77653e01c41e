package org.portalemails.demo.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.portalemails.demo.security.DemoUsers;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame around every page shows. */
@ControllerAdvice
@Component
class PageFrame {
    private final DemoUsers users;
    private final MessageSource messages;
    private final Clock clock;

    PageFrame(DemoUsers users, MessageSource messages, Clock clock) {
        this.users = users;
        this.messages = messages;
        this.clock = clock;
    }

    /** The frame. */
    record Frame(String path, String languageTag, String otherLanguageTag, @Nullable String userFullName) {
        /** Whether an entry of the navigation leads to this page. */
        public boolean isIn(String prefix) {
            return path.equals(prefix) || path.startsWith(prefix + "/");
        }
    }

    @ModelAttribute("when")
    Words words(Locale locale) {
        return new Words(locale, users, messages, clock);
    }

    @ModelAttribute("frame")
    Frame frame(HttpServletRequest request, Locale locale, @Nullable Principal user) {
        boolean french = locale.getLanguage().equals("fr");
        return new Frame(
                request.getRequestURI(),
                locale.toLanguageTag(),
                french ? "en" : "fr-CA",
                user == null ? null : users.fullName(user.getName()));
    }
}
