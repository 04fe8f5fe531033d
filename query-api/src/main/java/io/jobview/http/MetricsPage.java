package io.jobview.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.jobview.query.StoreFigures;
import io.jobview.view.JobView;
import io.jobview.view.PartitionStatus;
import io.jobview.view.ViewStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/** {@code /metrics} in Prometheus text. Thread-safe; the view's status is asked for once for each scrape. */
final class MetricsPage implements Handler, AutoCloseable {

    static final String MEDIA_TYPE = "text/plain";

    private static final String TEXT = MEDIA_TYPE + "; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final JobView view;
    private final PartitionMeters partitions = new PartitionMeters(registry);
    private final ClientMeters clients = new ClientMeters(registry);
    private volatile ViewStatus status;
    private volatile long blockCacheBytes;

    MetricsPage(JobView view, ReadMetrics counts) {
        this.view = view;
        status = view.status();
        counter("jobview.pages", "Pages served", counts.pages());
        counter("jobview.rows", "Rows served", counts.rows());
        counter("folded", "Events folded into the view", ViewStatus::folded);
        counter("rejected", "Events sent to the dead-letter topic", ViewStatus::rejected);
        counter("rerouted", "Events passed on to their home partition", ViewStatus::rerouted);
        gauge("lag", "seconds", "Upper bound of how far the view is behind", MetricsPage::lag);
        gauge("consumed", "records", "Input records consumed", ViewStatus::consumed);
        gauge("end", "records", "Input records there are to consume", ViewStatus::end);
        Gauge.builder("jobview.store.block.cache", this, page -> page.blockCacheBytes)
                .baseUnit("bytes")
                .description("What the block cache that all stores share holds, memtables too")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** Where other meters are registered to be on this page. */
    MeterRegistry registry() {
        return registry;
    }

    @Override
    public void handle(Context context) throws IOException {
        Answer.body(context.res(), 200, TEXT, scrape().getBytes(StandardCharsets.UTF_8));
    }

    private synchronized String scrape() {
        status = view.status();
        List<PartitionStatus> now = view.partitions();
        partitions.update(now);
        clients.update(view.clientFigures());
        // All stores of the process share the cache, so each tells of the whole.
        blockCacheBytes = now.stream()
                .map(PartitionStatus::store)
                .filter(Objects::nonNull)
                .mapToLong(StoreFigures::blockCacheBytes)
                .max()
                .orElse(0);
        return registry.scrape();
    }

    private void counter(String name, String description, LongAdder count) {
        FunctionCounter.builder(name, count, LongAdder::sum)
                .description(description)
                .register(registry);
    }

    private void counter(String what, String description, ToDoubleFunction<ViewStatus> value) {
        FunctionCounter.builder("jobview.events." + what, this, page -> value.applyAsDouble(page.status))
                .description(description)
                .register(registry);
    }

    private void gauge(String what, String unit, String description, ToDoubleFunction<ViewStatus> value) {
        Gauge.builder("jobview.view." + what, this, page -> value.applyAsDouble(page.status))
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    private static double lag(ViewStatus status) {
        return status.lag() == null ? Double.NaN : status.lag().toNanos() / 1e9;
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
