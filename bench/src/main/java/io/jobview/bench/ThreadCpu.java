package io.jobview.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** CPU time by kind of thread: it stays comparable while neighbours take the cores. */
final class ThreadCpu {

    private ThreadCpu() {}

    /** The sum over the live threads whose names contain this, in nanoseconds. */
    static long nanosOf(String namePart) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().contains(namePart)) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }
}
