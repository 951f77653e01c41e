package org.portalemails.web;

import java.util.List;
import org.portalemails.view.ChangeView;
import org.portalemails.view.ViolationView;

/**
 * What importing a file would change, or has changed.
 *
 * @param applied whether it was applied
 * @param refused whether an error keeps all of it from being applied
 * @param steps one for each owner in the file
 */
public record ImportView(boolean applied, boolean refused, List<StepView> steps) {
    /**
     * What happens to one owner.
     *
     * @param group whose settings; empty for those of a company and for the installation default
     * @param company whose settings, if a company's; empty for those of a group and for the installation default
     * @param name what people call them
     * @param changes what changes; empty if there is nothing to save
     * @param violations errors and warnings
     */
    public record StepView(
            String group, String company, String name, List<ChangeView> changes, List<ViolationView> violations) {
        /** Copies the lists. */
        public StepView {
            changes = List.copyOf(changes);
            violations = List.copyOf(violations);
        }
    }

    /** Copies the list. */
    public ImportView {
        steps = List.copyOf(steps);
    }
}
