package io.jobview.http;

import io.jobview.query.Freshness;
import io.jobview.query.ViewPosition;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How fresh a request wants its answer.
 *
 * @param freshness {@link Freshness#ANY} for most
 * @param waitAtMost how long the reader would wait for it; zero when it wants any
 */
record WantedFreshness(Freshness freshness, Duration waitAtMost) {

    static final String AT_LEAST = "View-At-Least";
    static final String MAX_STALENESS = "View-Max-Staleness";

    private static final WantedFreshness ANY = new WantedFreshness(Freshness.ANY, Duration.ZERO);
    private static final String POSITION = "partition@offset, such as 2@1045, or several by comma";
    private static final String SECONDS = "seconds, such as 5 or 0.5, given once";
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    /**
     * @param partitions how many the topic of events has; 0 while that is not known
     * @throws ProblemException if a header is malformed, or names a partition that there is not: such a token is never met
     */
    static WantedFreshness of(HttpServletRequest request, IntSupplier partitions) {
        String token = header(request, AT_LEAST);
        String age = header(request, MAX_STALENESS);
        if (token == null && age == null) {
            return ANY;
        }
        List<Problem.Invalid> wrong = new ArrayList<>(0);
        Freshness freshness = new Freshness(position(token, partitions, wrong), seconds(age, wrong));
        if (!wrong.isEmpty()) {
            throw new ProblemException(Problems.invalidParameters(wrong));
        }
        return new WantedFreshness(freshness, Prefer.waitOf(request));
    }

    private static ViewPosition position(@Nullable String token, IntSupplier partitions, List<Problem.Invalid> wrong) {
        if (token == null) {
            return ViewPosition.EMPTY;
        }
        ViewPosition position = ViewPosition.parse(token);
        if (position == null) {
            wrong.add(new Problem.Invalid(AT_LEAST, token, POSITION));
            return ViewPosition.EMPTY;
        }
        int known = partitions.getAsInt();
        if (known > 0 && !position.allMatch((partition, offset) -> partition < known)) {
            wrong.add(new Problem.Invalid(
                    AT_LEAST, token, "of partitions that the topic of events has, 0 to " + (known - 1)));
        }
        return position;
    }

    private static @Nullable Duration seconds(@Nullable String age, List<Problem.Invalid> wrong) {
        if (age == null) {
            return null;
        }
        if (!DECIMAL.matcher(age).matches()) {
            wrong.add(new Problem.Invalid(MAX_STALENESS, age, SECONDS));
            return null;
        }
        return Duration.ofNanos(new BigDecimal(age).movePointRight(9).longValueExact());
    }

    boolean isAny() {
        return freshness.equals(Freshness.ANY);
    }

    boolean waits() {
        return !waitAtMost.isZero();
    }

    /** All lines of the header as one (RFC 9110 section 5.3). */
    static @Nullable String header(HttpServletRequest request, String name) {
        String first = request.getHeader(name);
        return first == null ? null : String.join(",", Collections.list(request.getHeaders(name)));
    }
}
