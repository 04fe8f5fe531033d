package io.jobview.auth;

import java.util.Set;

/**
 * Who asks.
 *
 * @param name for people; the name of the token, or the subject of a JWT
 * @param scopes what it may be used for; what is not in it is refused
 * @param workflows whose jobs may be read
 */
public record Principal(String name, Set<Scope> scopes, WorkflowLimit workflows) {

    /** Stands for everybody where there is no authentication. */
    public static final Principal ANYBODY = new Principal("anybody", Set.of(Scope.values()), WorkflowLimit.ALL);

    public Principal {
        scopes = Set.copyOf(scopes);
    }
}
