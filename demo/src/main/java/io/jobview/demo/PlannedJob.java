package io.jobview.demo;

import java.util.List;

/**
 * A job whose whole life is settled when it is created, however long it takes until the last step is due.
 *
 * @param number counts the jobs of one generator in order of creation
 * @param steps one after another, at least one
 */
record PlannedJob(long number, String workflowId, String jobId, boolean manual, List<Step> steps) {

    PlannedJob {
        steps = List.copyOf(steps);
    }
}
