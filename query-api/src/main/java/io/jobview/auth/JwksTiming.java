package io.jobview.auth;

import java.time.Duration;

/**
 * When the issuer's keys are fetched.
 *
 * @param deadline of one fetch, from asking to the last byte
 * @param fresh how long fetched keys are used before they are fetched again
 * @param ahead how long before that end it is done in the background
 * @param interval in it there are two fetches at most, however many tokens name a key that we do not know
 * @param outage how long the last keys go on being used while none can be fetched
 */
record JwksTiming(Duration deadline, Duration fresh, Duration ahead, Duration interval, Duration outage) {

    static final JwksTiming USUAL = new JwksTiming(
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofHours(2));
}
