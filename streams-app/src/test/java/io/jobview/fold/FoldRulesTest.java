package io.jobview.fold;

import static io.jobview.event.EventType.CANCELLED;
import static io.jobview.event.EventType.COMPLETED;
import static io.jobview.event.EventType.CREATED;
import static io.jobview.event.EventType.DELETED;
import static io.jobview.event.EventType.FAILED;
import static io.jobview.event.EventType.SCHEDULED;
import static io.jobview.event.EventType.STARTED;
import static io.jobview.fold.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobview.event.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The rows that histories make, rule by rule of the table in design section 3. */
class FoldRulesTest {
    private static final String T0 = "2024-05-01T10:00:00Z";
    private static final String T1 = "2024-05-01T10:00:01Z";
    private static final String T2 = "2024-05-01T10:00:02Z";
    private static final String T3 = "2024-05-01T10:00:03Z";

    @Test
    void aWholeLifeFillsEveryField() {
        assertThat(row(
                        event(CREATED, T0).trigger(Trigger.MANUAL),
                        event(SCHEDULED, T1),
                        event(STARTED, T2).container("c-1"),
                        event(COMPLETED, T3)))
                .isEqualTo("{\"id\":\"j\",\"workflow_id\":\"w\",\"container_id\":\"c-1\",\"status\":\"COMPLETED\","
                        + "\"trigger\":\"MANUAL\",\"scheduled_at\":\"2024-05-01T10:00:01Z\","
                        + "\"started_at\":\"2024-05-01T10:00:02Z\",\"completed_at\":\"2024-05-01T10:00:03Z\","
                        + "\"created_at\":\"2024-05-01T10:00:00Z\",\"updated_at\":\"2024-05-01T10:00:03Z\"}");
    }

    @Test
    void whatIsNotKnownIsEmptyAndTheTriggerIsAutomatic() {
        assertThat(row(event(CREATED, T0)))
                .isEqualTo("{\"id\":\"j\",\"workflow_id\":\"w\",\"container_id\":\"\",\"status\":\"PENDING\","
                        + "\"trigger\":\"AUTOMATIC\",\"scheduled_at\":\"\",\"started_at\":\"\",\"completed_at\":\"\","
                        + "\"created_at\":\"2024-05-01T10:00:00Z\",\"updated_at\":\"2024-05-01T10:00:00Z\"}");
    }

    @Test
    void withinAnAttemptAFurtherStepBeatsALaterTime() {
        assertThat(row(event(COMPLETED, T1), event(STARTED, T2), event(SCHEDULED, T3)))
                .contains("\"status\":\"COMPLETED\"", "\"completed_at\":\"" + T1, "\"updated_at\":\"" + T3);
    }

    @Test
    void aNewAttemptBeatsAFinalStatus() {
        assertThat(row(event(FAILED, T3), event(SCHEDULED, T1).attempt(2)))
                .contains("\"status\":\"PENDING\"", "\"completed_at\":\"\"");
    }

    @Test
    void theLatestFinalStatusWinsAndTiesGoUpToCancelled() {
        assertThat(row(event(FAILED, T1), event(COMPLETED, T2))).contains("COMPLETED");
        assertThat(row(event(FAILED, T1), event(COMPLETED, T1))).contains("FAILED");
        assertThat(row(event(CANCELLED, T1), event(FAILED, T1))).contains("CANCELLED");
    }

    @Test
    void completedAtIsTheWinningClaimsFieldAndTheGreaterOneInATie() {
        assertThat(row(event(COMPLETED, T3).completed(T1))).contains("\"completed_at\":\"" + T1);
        assertThat(row(event(COMPLETED, T3).completed(T1), event(COMPLETED, T3).completed(T2)))
                .contains("\"completed_at\":\"" + T2);
        assertThat(row(event(STARTED, T3).completed(T1))).contains("\"completed_at\":\"\"");
    }

    @Test
    void startedAtIsTheFirstStartOfTheAttemptThatTheStatusIsAbout() {
        assertThat(row(event(STARTED, T2), event(STARTED, T1))).contains("\"started_at\":\"" + T1);
        assertThat(row(event(STARTED, T0), event(STARTED, T2).attempt(2))).contains("\"started_at\":\"" + T2);
        assertThat(row(event(STARTED, T0), event(SCHEDULED, T1).attempt(2)))
                .contains("\"status\":\"PENDING\"", "\"started_at\":\"\"");
    }

    @Test
    void aStartedAtFieldCountsOnAnyEventAndReplacesTheTimeOfAStart() {
        assertThat(row(event(COMPLETED, T3).started(T1))).contains("\"started_at\":\"" + T1);
        assertThat(row(event(STARTED, T1).started(T2))).contains("\"started_at\":\"" + T2);
    }

    @Test
    void scheduledAtIsWhatWasSaidLastInTheGreatestAttempt() {
        assertThat(row(event(CREATED, T0).scheduled(T3), event(SCHEDULED, T1))).contains("\"scheduled_at\":\"" + T1);
        assertThat(row(event(SCHEDULED, T3), event(SCHEDULED, T1).attempt(2))).contains("\"scheduled_at\":\"" + T1);
        assertThat(row(event(STARTED, T1).scheduled(T2), event(SCHEDULED, T1))).contains("\"scheduled_at\":\"" + T2);
    }

    @Test
    void triggerAndContainerAreWhatWasSaidLastInTheGreatestAttempt() {
        assertThat(row(
                        event(CREATED, T3).trigger(Trigger.MANUAL).container("old"),
                        event(STARTED, T1).attempt(2).trigger(Trigger.AUTOMATIC).container("new"),
                        event(COMPLETED, T3).attempt(2)))
                .contains("\"trigger\":\"AUTOMATIC\"", "\"container_id\":\"new\"");
        assertThat(row(
                        event(STARTED, T1).container("\ud800\udc00"),
                        event(STARTED, T1).container("\uffee")))
                .contains("\"container_id\":\"\ud800\udc00\"");
    }

    @Test
    void createdAtIsTheEarliestClaimAndAGuessOnlyWhileThereIsNone() {
        assertThat(row(event(COMPLETED, T2), event(STARTED, T1))).contains("\"created_at\":\"" + T1);
        assertThat(row(event(STARTED, T1), event(CREATED, T3))).contains("\"created_at\":\"" + T3);
        assertThat(row(event(CREATED, T3), event(CREATED, T2))).contains("\"created_at\":\"" + T2);
        assertThat(row(event(STARTED, T0).created(T1), event(CREATED, T3))).contains("\"created_at\":\"" + T1);
        assertThat(row(event(CREATED, T1).created(T2))).contains("\"created_at\":\"" + T2);
    }

    @Test
    void aDeletionIsStickyAndSaysNothingOfTheStatus() {
        assertThat(fold(event(DELETED, T1), event(CREATED, T2)).deleted()).isTrue();
        assertThat(fold(event(CREATED, T2)).deleted()).isFalse();
        JobState alone = fold(event(DELETED, T1).started(T0).trigger(Trigger.MANUAL));
        assertThat(alone.status()).isEqualTo(JobStatus.PENDING);
        assertThat(alone.startedAt()).isNull();
        assertThat(alone.trigger()).isEqualTo(Trigger.MANUAL);
        assertThat(fold(event(STARTED, T0), event(DELETED, T1).attempt(9)).status())
                .isEqualTo(JobStatus.RUNNING);
    }

    private static String row(EventBuilder... events) {
        return new String(JobRow.write("w", "j", fold(events)), StandardCharsets.UTF_8);
    }

    private static JobState fold(EventBuilder... events) {
        return Arrays.stream(events)
                .map(event -> JobState.of(event.build()))
                .reduce(JobState::join)
                .orElseThrow();
    }
}
