package org.portalemails.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CustomerGroupId;
import org.portalemails.host.CustomerGroupDirectory;

/**
 * What a host's {@link CustomerGroupDirectory} must do. To join: extend, give your directory and a group that it knows.
 *
 * @since 0.1.0
 */
@DisplayName("A directory of customer groups")
public abstract class CustomerGroupDirectoryContract {
    /** For hosts. */
    protected CustomerGroupDirectoryContract() {}

    /**
     * The directory under test.
     *
     * @return a directory
     */
    protected abstract CustomerGroupDirectory directory();

    /**
     * A group that it knows.
     *
     * @return its id
     */
    protected abstract CustomerGroupId known();

    @Test
    @DisplayName("finds a group that it knows, with the id that was asked for and a name")
    void findsAKnownGroup() {
        assertThat(directory().find(known())).hasValueSatisfying(group -> {
            assertThat(group.id()).isEqualTo(known());
            assertThat(group.name()).isNotBlank();
        });
    }

    @Test
    @DisplayName("answers empty for a group that does not exist, and throws nothing")
    void answersEmptyForAnUnknownGroup() {
        assertThat(directory().find(new CustomerGroupId("no such group ☂ ' \" % _ \\")))
                .isEmpty();
        assertThat(directory().find(new CustomerGroupId("x".repeat(CustomerGroupId.MAX_LENGTH))))
                .isEmpty();
    }

    @Test
    @DisplayName("answers the same to many threads at once")
    void answersManyThreads() {
        CustomerGroupDirectory directory = directory();
        assertThat(IntStream.range(0, 64).parallel().mapToObj(number -> directory.find(known())))
                .allSatisfy(group -> assertThat(group).isEqualTo(directory.find(known())));
    }
}
