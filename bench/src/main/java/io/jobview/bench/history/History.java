package io.jobview.bench.history;

/** Jobs that are numbered from 0, each a pure function of its number. Immutable. */
public interface History {

    /** Names the topic after everything that decides its content. */
    String topic();

    int partitions();

    long jobs();

    int eventsPerJob();

    /** How many other jobs are created between two events of one job. */
    default int jobsBetween() {
        return 50;
    }

    GeneratedJob job(long number);

    default long events() {
        return jobs() * eventsPerJob();
    }
}
