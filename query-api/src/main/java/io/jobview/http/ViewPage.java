package io.jobview.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.jobview.cluster.Peers;
import io.jobview.history.MissingEvents;
import io.jobview.query.Totals;
import io.jobview.view.JobView;
import io.jobview.view.PartitionStatus;
import io.jobview.view.PartitionStatus.Input;
import io.jobview.view.PartitionStatus.Restore;
import io.jobview.view.ViewStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /view}: who serves and who copies each home partition, and how far each has come here; for readers also on the other
 * instances.
 */
final class ViewPage implements Handler {

    private static final JsonFactory JSON = new JsonFactory();

    private final JobView view;
    private final @Nullable Peers peers;

    ViewPage(JobView view, @Nullable Peers peers) {
        this.view = view;
        this.peers = peers;
    }

    @Override
    public void handle(Context context) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String incomplete = "";
        try (JsonGenerator json = JSON.createGenerator(body)) {
            ViewStatus status = view.status();
            json.writeStartObject();
            json.writeStringField("state", status.state().name());
            json.writeStringField("detail", status.detail());
            json.writeBooleanField("caught_up", status.caughtUp());
            json.writeBooleanField("complete", status.complete());
            json.writeNumberField("event_partitions", view.eventPartitions());
            json.writeArrayFieldStart("partitions");
            List<PartitionStatus> partitions = view.partitions();
            for (PartitionStatus partition : partitions) {
                write(partition, json);
            }
            json.writeEndArray();
            if (peers != null && !PeerGuard.isFromPeer(context.req())) {
                incomplete = InstancesJson.write(peers, partitions, json);
            }
            json.writeEndObject();
        }
        if (!incomplete.isEmpty()) {
            context.res().setHeader(ListWorkflows.INCOMPLETE, incomplete);
        }
        context.res().setHeader("Cache-Control", "no-store");
        Answer.body(context.res(), 200, Answer.JSON, body.toByteArray());
    }

    private static void write(PartitionStatus partition, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("partition", partition.partition());
        json.writeStringField("role", partition.role().name());
        json.writeStringField("owner", text(partition.owner()));
        json.writeArrayFieldStart("standbys");
        for (URI standby : partition.standbys()) {
            json.writeString(standby.toString());
        }
        json.writeEndArray();
        json.writeStringField("position", partition.applied().toString());
        inputs(partition, json);
        missing(partition.missing(), json);
        totals(partition.totals(), json);
        restore(partition.restore(), json);
        json.writeEndObject();
    }

    private static void inputs(PartitionStatus partition, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("inputs");
        for (Input input : partition.inputs()) {
            json.writeStartObject();
            json.writeStringField("topic", input.topic());
            json.writeNumberField("consumed", input.consumed());
            json.writeNumberField("end", input.end());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (partition.lag() != null) {
            json.writeNumberField("lag_seconds", new BigDecimal(Answer.seconds(partition.lag())));
        }
    }

    private static void missing(List<MissingEvents> missing, JsonGenerator json) throws IOException {
        if (!missing.isEmpty()) {
            json.writeArrayFieldStart("missing");
            for (MissingEvents range : missing) {
                json.writeStartObject();
                json.writeNumberField("partition", range.partition());
                json.writeNumberField("from", range.from());
                json.writeNumberField("to", range.to());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void totals(@Nullable Totals totals, JsonGenerator json) throws IOException {
        if (totals != null) {
            json.writeNumberField("workflows", totals.workflows());
            json.writeNumberField("jobs", totals.jobs());
            json.writeStringField("digest", totals.digest().toString());
        }
    }

    private static void restore(@Nullable Restore restore, JsonGenerator json) throws IOException {
        if (restore != null) {
            json.writeObjectFieldStart("restore");
            json.writeNumberField("reached", restore.reached());
            json.writeNumberField("end", restore.end());
            json.writeNumberField("remaining", restore.remaining());
            json.writeEndObject();
        }
    }

    private static String text(@Nullable URI address) {
        return address == null ? "" : address.toString();
    }
}
