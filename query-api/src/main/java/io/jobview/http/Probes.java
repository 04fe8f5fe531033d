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
import java.util.function.Predicate;

/**
 * {@code /livez} and {@code /readyz}: how the view stands, 200 or 503. Liveness looks at nothing outside the process,
 * or a Kafka that is away would have every instance restarted.
 */
final class Probes {

    private static final JsonFactory JSON = new JsonFactory();

    private Probes() {}

    static Handler live(JobView view) {
        return context -> answer(context, view.status(), status -> status.state() != ViewStatus.State.FAILED);
    }

    static Handler ready(JobView view) {
        return context -> answer(context, view.status(), status -> status.state() == ViewStatus.State.READY);
    }

    private static void answer(Context context, ViewStatus status, Predicate<ViewStatus> good) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("state", status.state().name());
            json.writeStringField("detail", status.detail());
            json.writeNumberField("consumed", status.consumed());
            json.writeNumberField("end", status.end());
            json.writeBooleanField("caught_up", status.caughtUp());
            json.writeNumberField("lag_seconds", new BigDecimal(Answer.seconds(status.lag())));
            json.writeNumberField("folded", status.folded());
            json.writeNumberField("rejected", status.rejected());
            json.writeNumberField("rerouted", status.rerouted());
            json.writeEndObject();
        }
        context.res().setHeader("Cache-Control", "no-store");
        Answer.body(context.res(), good.test(status) ? 200 : 503, Answer.JSON, body.toByteArray());
    }
}
