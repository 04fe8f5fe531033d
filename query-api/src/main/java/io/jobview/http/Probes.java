package io.jobview.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.jobview.view.JobView;
import io.jobview.view.ViewStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * What Kubernetes asks: is the process to be restarted ({@code /livez}), may it have requests ({@code /readyz}), is it over
 * its start ({@code /startupz}); 200 or 503, and how the view stands. None looks at anything outside the process, or a
 * Kafka that is away would have every instance restarted or taken out of service.
 */
final class Probes {

    private static final JsonFactory JSON = new JsonFactory();

    private Probes() {}

    static Handler live(JobView view) {
        return context -> {
            ViewStatus status = view.status();
            answer(context, status, status.state() != ViewStatus.State.FAILED, status.detail());
        };
    }

    static Handler ready(JobView view, BooleanSupplier stopping) {
        return context -> {
            ViewStatus status = view.status();
            boolean stops = stopping.getAsBoolean();
            boolean ready = !stops && status.state() == ViewStatus.State.READY;
            answer(context, status, ready, stops ? "stopping" : status.detail());
        };
    }

    /** Good from the first time that the view was ready. */
    static Handler started(JobView view) {
        AtomicBoolean once = new AtomicBoolean();
        return context -> {
            ViewStatus status = view.status();
            if (status.state() == ViewStatus.State.READY) {
                once.set(true);
            }
            answer(context, status, once.get(), status.detail());
        };
    }

    private static void answer(Context context, ViewStatus status, boolean good, String detail) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("state", status.state().name());
            json.writeStringField("detail", detail);
            json.writeNumberField("consumed", status.consumed());
            json.writeNumberField("end", status.end());
            json.writeBooleanField("caught_up", status.caughtUp());
            json.writeBooleanField("complete", status.complete());
            if (status.lag() != null) { // an age that is not known is no number
                json.writeNumberField("lag_seconds", new BigDecimal(Answer.seconds(status.lag())));
            }
            json.writeNumberField("folded", status.folded());
            json.writeNumberField("rejected", status.rejected());
            json.writeNumberField("rerouted", status.rerouted());
            json.writeEndObject();
        }
        context.res().setHeader("Cache-Control", "no-store");
        Answer.body(context.res(), good ? 200 : 503, Answer.JSON, body.toByteArray());
    }
}
