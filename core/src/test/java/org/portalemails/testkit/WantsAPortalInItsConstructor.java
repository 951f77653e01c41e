package org.portalemails.testkit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test class that is written wrongly, for {@link TestPortalTest}; the build does not run it. */
@ExtendWith(PortalEmailsExtension.class)
class WantsAPortalInItsConstructor {
    WantsAPortalInItsConstructor(TestPortal portal) {
        portal.deliver();
    }

    @Test
    void runs() {}
}
