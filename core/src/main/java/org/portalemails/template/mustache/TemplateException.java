package org.portalemails.template.mustache;

import java.util.List;
import java.util.stream.Collectors;
import org.portalemails.PortalEmailsException;

/** A text is refused; carries everything that was found wrong in it, warnings included. */
public class TemplateException extends PortalEmailsException {
    private static final long serialVersionUID = 1L;

    private final transient List<TemplateProblem> problems;

    /**
     * Creates the exception.
     *
     * @param problems in order of position; at least one
     */
    public TemplateException(List<TemplateProblem> problems) {
        super(problems.stream().map(TemplateProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /**
     * What is wrong.
     *
     * @return unmodifiable, in order of position
     */
    public List<TemplateProblem> problems() {
        return problems;
    }
}
