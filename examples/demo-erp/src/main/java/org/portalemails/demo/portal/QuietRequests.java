package org.portalemails.demo.portal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.stereotype.Component;

/**
 * Takes requests whose outcome nobody outside may learn. The answer is the same for everybody and is given before the work
 * begins, so that neither its words nor the time it takes say whether somebody is known.
 */
@Component
class QuietRequests {
    private static final Logger LOG = LoggerFactory.getLogger(QuietRequests.class);

    private final TaskExecutor background;

    QuietRequests(TaskExecutor background) {
        this.background = background;
    }

    void handle(Runnable work) {
        try {
            background.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException e) {
                    LOG.error("a request from the portal failed", e);
                }
            });
        } catch (TaskRejectedException e) {
            LOG.warn("too many requests from the portal; one was dropped");
        }
    }
}
