package io.jobview.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The query of a route that takes no parameters. */
final class NoParameters {

    private NoParameters() {}

    /** @throws ProblemException if there is one */
    static void check(@Nullable String rawQuery) {
        List<Problem.Invalid> unknown = new ArrayList<>(0);
        QueryReader pairs = new QueryReader(rawQuery);
        while (pairs.next()) {
            String name = pairs.name();
            unknown.add(
                    name == null // then the value could be a token
                            ? new Problem.Invalid(pairs.rawName(), "", "none")
                            : new Problem.Invalid(name, pairs.rawValue(), "none"));
        }
        if (!unknown.isEmpty()) {
            throw new ProblemException(Problems.unknownParameter(unknown));
        }
    }
}
