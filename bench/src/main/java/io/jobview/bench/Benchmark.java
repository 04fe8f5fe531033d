package io.jobview.bench;

/** One question to the whole system and its figures. */
interface Benchmark {

    String name();

    /** Bounded in time; throws when a result is not what it must be, since its figure would then mean nothing. */
    void run(Workbench bench, Figures figures) throws Exception;
}
