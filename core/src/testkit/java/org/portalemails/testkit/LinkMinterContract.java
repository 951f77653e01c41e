package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.delivery.LinkMinter;
import org.portalemails.event.ActionLink;

/**
 * What a host's {@link LinkMinter} must do. To join: extend, give your minter and a request that it grants.
 *
 * @since 0.1.0
 */
@DisplayName("A link minter")
public abstract class LinkMinterContract {
    /** For hosts. */
    protected LinkMinterContract() {}

    /**
     * The minter under test.
     *
     * @return a minter
     */
    protected abstract LinkMinter minter();

    /**
     * A request that it grants, as often as it is asked.
     *
     * @return a request
     */
    protected abstract LinkMinter.Request granted();

    /**
     * A request that was withdrawn or used.
     *
     * @return a request, or {@code null} if this host never refuses one; then the test of it is skipped
     */
    protected LinkMinter.@Nullable Request withdrawn() {
        return null;
    }

    @Test
    @DisplayName("makes an absolute https address in ASCII of at most 2,000 characters")
    void makesAnAddress() {
        assertThat(minter().mint(granted())).hasValueSatisfying(link -> assertThat(ActionLink.requireHttps(link))
                .isEqualTo(link));
    }

    @Test
    @DisplayName("makes one again when the same mail is tried again")
    void makesOneAgain() {
        LinkMinter minter = minter();
        assertThat(minter.mint(granted())).isPresent();
        assertThat(minter.mint(granted())).isPresent();
    }

    @Test
    @DisplayName("answers empty, and throws nothing, when the request was withdrawn")
    void answersEmptyWhenWithdrawn() {
        LinkMinter.Request request = withdrawn();
        assumeTrue(request != null, "declared: this host never refuses a request");
        assertThat(request == null ? Optional.empty() : minter().mint(request)).isEmpty();
    }

    @Test
    @DisplayName("works for many threads at once")
    void worksForManyThreads() {
        LinkMinter minter = minter();
        assertThat(IntStream.range(0, 64).parallel().mapToObj(number -> minter.mint(granted())))
                .allSatisfy(link -> assertThat(link).isPresent());
    }
}
