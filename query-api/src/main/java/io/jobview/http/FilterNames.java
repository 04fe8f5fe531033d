package io.jobview.http;

import io.jobview.event.Trigger;
import io.jobview.fold.JobStatus;
import io.jobview.query.JobFilter;
import java.util.EnumSet;
import java.util.Set;

/** Reads the names of statuses and triggers into bits, one per ordinal, and bits into shared filters. */
final class FilterNames {

    static final int WRONG = -1;
    static final String STATUSES = "one or more of PENDING, RUNNING, COMPLETED, FAILED, CANCELLED, separated by commas";
    static final String TRIGGERS = "one or more of AUTOMATIC, MANUAL, separated by commas";

    private static final int STATUS_BITS = JobStatus.values().length;
    private static final int TRIGGER_BITS = Trigger.values().length;
    private static final JobFilter[] FILTERS = new JobFilter[1 << (STATUS_BITS + TRIGGER_BITS)];

    static {
        for (int bits = 0; bits < FILTERS.length; bits++) {
            FILTERS[bits] = new JobFilter(
                    members(JobStatus.class, bits & ((1 << STATUS_BITS) - 1)),
                    members(Trigger.class, bits >> STATUS_BITS));
        }
    }

    private FilterNames() {}

    /** The statuses' bits; 0 for an empty list, {@link #WRONG} if any item is not a status. */
    static int statuses(String list) {
        // The American spelling is what half of all publishers and readers write.
        return bits(JobStatus.values(), "CANCELED", JobStatus.CANCELLED, list);
    }

    /** The triggers' bits; 0 for an empty list, {@link #WRONG} if any item is not a trigger. */
    static int triggers(String list) {
        return bits(Trigger.values(), Trigger.MANUAL.name(), Trigger.MANUAL, list);
    }

    static JobFilter filter(int statuses, int triggers) {
        return FILTERS[triggers << STATUS_BITS | statuses];
    }

    private static <E extends Enum<E>> int bits(E[] all, String alias, E aliased, String list) {
        if (list.isEmpty()) {
            return 0;
        }
        int bits = 0;
        for (int start = 0, end; start <= list.length(); start = end + 1) {
            end = itemEnd(list, start);
            int bit = is(alias, list, start, end) ? 1 << aliased.ordinal() : bit(all, list, start, end);
            if (bit == WRONG) {
                return WRONG;
            }
            bits |= bit;
        }
        return bits;
    }

    private static <E extends Enum<E>> int bit(E[] all, String list, int start, int end) {
        for (E one : all) {
            if (is(one.name(), list, start, end)) {
                return 1 << one.ordinal();
            }
        }
        return WRONG;
    }

    private static boolean is(String name, String list, int start, int end) {
        return end - start == name.length() && list.startsWith(name, start);
    }

    private static int itemEnd(String list, int start) {
        int comma = list.indexOf(',', start);
        return comma < 0 ? list.length() : comma;
    }

    private static <E extends Enum<E>> Set<E> members(Class<E> type, int bits) {
        Set<E> members = EnumSet.noneOf(type);
        for (E one : type.getEnumConstants()) {
            if ((bits & 1 << one.ordinal()) != 0) {
                members.add(one);
            }
        }
        return members;
    }
}
