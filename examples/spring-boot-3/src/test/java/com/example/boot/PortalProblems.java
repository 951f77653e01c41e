package com.example.boot;

// snippet: advice
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.portalemails.PortalEmailsException;
import org.portalemails.address.EmailAddressException;
import org.portalemails.settings.RefusedSettingException;
import org.portalemails.settings.UnknownVersionException;
import org.portalemails.view.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class PortalProblems {
    private static final Logger LOG = LoggerFactory.getLogger(PortalProblems.class);

    @ExceptionHandler({
        PortalEmailsException.class,
        UnknownVersionException.class,
        RefusedSettingException.class,
        EmailAddressException.class
    })
    ResponseEntity<Problem> problem(RuntimeException failure, HttpServletRequest request, Locale reader) {
        Problem problem = Problem.of(failure, reader).at(request.getRequestURI());
        if (problem.status() == Problem.Kind.INTERNAL.status()) {
            LOG.error("request failed", failure);
        }
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.valueOf(Problem.MEDIA_TYPE))
                .body(problem);
    }
}
// end
