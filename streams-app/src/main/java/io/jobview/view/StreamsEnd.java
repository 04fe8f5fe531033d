package io.jobview.view;

import io.jobview.store.DamagedStoreException;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.jspecify.annotations.Nullable;

/** Judges what ended a stream thread: whether the view is to be opened anew or cannot go on. */
final class StreamsEnd {

    /** There is no exception of its own for a topic that has grown before the changelog had room for it. */
    private static final String PARTITIONS_CHANGED = "invalid partitions";

    /** Nor for a commit to a broker that knows nothing of the group: it may be of another cluster. */
    private static final String GROUP_GONE = "group id does not exist";

    private StreamsEnd() {}

    static void judge(Throwable failure, ViewConfig config, ViewEnd end) {
        if (find(failure, MissingSourceTopicException.class::isInstance) != null) {
            end.renew("a topic that the view reads is gone");
        } else if (says(failure, PARTITIONS_CHANGED)) {
            end.renew("topic " + config.eventsTopic() + " has grown");
        } else if (DamagedStoreException.isBehind(failure)) {
            end.renew("a store is damaged"); // as it is opened it is put aside, and loaded anew
        } else if (says(failure, GROUP_GONE)) {
            end.renew("Kafka does not know the group of this view any more");
        } else {
            // A member that was only taken for dead joins again by itself; one whose name another has taken would take
            // it back for ever.
            end.fail(
                    find(failure, FencedInstanceIdException.class::isInstance) == null
                            ? failure
                            : nameTaken(failure, config));
        }
    }

    private static boolean says(Throwable failure, String text) {
        return find(failure, cause -> String.valueOf(cause.getMessage()).contains(text)) != null;
    }

    private static @Nullable Throwable find(Throwable failure, Predicate<Throwable> wanted) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (wanted.test(cause)) {
                return cause;
            }
        }
        return null;
    }

    private static ViewFailure nameTaken(Throwable cause, ViewConfig config) {
        return new ViewFailure(
                "another instance runs under this one's name: it was started from a copy of the state folder; remove the file instance-id of one of them, here in "
                        + config.stateDir(),
                cause);
    }
}
