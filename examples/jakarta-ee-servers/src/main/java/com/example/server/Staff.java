package com.example.server;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** Who works here: Jakarta Security asks, on every server alike. Which pages are theirs stands in {@code web.xml}. */
@BasicAuthenticationMechanismDefinition(realmName = "ERP")
@ApplicationScoped
public class Staff implements IdentityStore {
    @Override
    public CredentialValidationResult validate(Credential credential) {
        return credential instanceof UsernamePasswordCredential typed && typed.compareTo("zoe", "erable")
                ? new CredentialValidationResult("zoe", Set.of("staff"))
                : CredentialValidationResult.INVALID_RESULT;
    }
}
