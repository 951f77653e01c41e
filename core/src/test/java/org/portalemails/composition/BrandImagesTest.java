package org.portalemails.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.portalemails.CompanyId;
import org.portalemails.CustomerGroupId;
import org.portalemails.inmemory.InMemorySettingsStore;
import org.portalemails.layout.BrandImage;
import org.portalemails.settings.PortalEmailSettings;
import org.portalemails.settings.Setting;
import org.portalemails.settings.SettingsOwner;

@DisplayName("The logo of a mail that waits")
class BrandImagesTest {
    private static final BrandImage LOGO = BrandImage.parse(
            "iVBORw0KGgoAAAANSUhEUgAAAB4AAAASCAIAAADDkPmOAAAAFUlEQVR42mNgGAWjYBSMglEwCmgFAAZmAAEPbI9mAAAAAElFTkSuQmCC");
    private static final CustomerGroupId GROUP = new CustomerGroupId("g");

    private final InMemorySettingsStore store = new InMemorySettingsStore(Clock.systemUTC());
    private final PortalEmailSettings branded =
            PortalEmailSettings.builder().set(Setting.LOGO, LOGO).build();

    @Test
    @DisplayName("is found in the settings of its group, also when they were saved with another one since")
    void older() {
        long version =
                store.save(SettingsOwner.group(GROUP), branded, 0, "jane").version();
        store.save(SettingsOwner.group(GROUP), PortalEmailSettings.blank(), version, "jane");
        assertThat(new BrandImages(store).find(GROUP, LOGO.digest())).contains(LOGO);
    }

    @Test
    @DisplayName("is found in the installation default; another group's is not, nor one that nobody has")
    void others() {
        BrandImages images = new BrandImages(store);
        store.save(SettingsOwner.group(new CustomerGroupId("other")), branded, 0, "jane");
        assertThat(images.find(GROUP, LOGO.digest())).isEmpty();
        store.save(SettingsOwner.INSTALLATION, branded, 0, "jane");
        assertThat(images.find(GROUP, LOGO.digest())).contains(LOGO);
        assertThat(images.find(GROUP, "0".repeat(32))).isEmpty();
    }

    @Test
    @DisplayName("is found in the settings of a company, also if it was replaced there since")
    void companies() {
        SettingsOwner north = SettingsOwner.company(new CompanyId("NORTH"));
        store.save(north, branded, 0, "jane");
        assertThat(new BrandImages(store).find(GROUP, LOGO.digest())).contains(LOGO);
        store.save(north, PortalEmailSettings.blank(), 1, "jane");
        assertThat(new BrandImages(store).find(GROUP, LOGO.digest())).contains(LOGO);
    }
}
