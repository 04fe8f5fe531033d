package io.jobview.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobview.cluster.Forwarded;
import io.jobview.cluster.Peers;
import io.jobview.view.PartitionStatus;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * What each instance that is known says of itself at {@code /view}: all are asked at once and each once, this one too, since only its
 * address says which it is. Those that do not answer in time are named.
 */
final class InstancesJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private InstancesJson() {}

    /** Writes two fields of an object; returns the addresses of those that are missing, separated by commas. */
    static String write(Peers peers, List<PartitionStatus> partitions, JsonGenerator json) throws IOException {
        Map<URI, CompletableFuture<Forwarded>> asked = new LinkedHashMap<>();
        for (URI instance : known(partitions)) {
            asked.put(instance, peers.ask(instance, "/view", Map.of()));
        }
        StringJoiner missing = new StringJoiner(",");
        json.writeArrayFieldStart("instances");
        for (Map.Entry<URI, CompletableFuture<Forwarded>> each : asked.entrySet()) {
            JsonNode said = read(each.getValue().join());
            json.writeStartObject();
            json.writeStringField("address", each.getKey().toString());
            json.writeBooleanField("answers", said.isObject());
            for (String field : List.of("state", "detail", "partitions")) {
                if (said.has(field)) {
                    json.writeFieldName(field);
                    MAPPER.writeTree(json, said.get(field));
                }
            }
            json.writeEndObject();
            if (!said.isObject()) {
                missing.add(each.getKey().toString());
            }
        }
        json.writeEndArray();
        return missing.toString();
    }

    private static JsonNode read(Forwarded outcome) {
        try {
            if (outcome instanceof Forwarded.Answered answer && answer.status() == 200) {
                return MAPPER.readTree(answer.body());
            }
        } catch (IOException e) {
            return MAPPER.missingNode(); // another version, perhaps
        }
        outcome.drop();
        return MAPPER.missingNode();
    }

    private static SortedSet<URI> known(List<PartitionStatus> partitions) {
        SortedSet<URI> known = new TreeSet<>();
        for (PartitionStatus partition : partitions) {
            if (partition.owner() != null) {
                known.add(partition.owner());
            }
            known.addAll(partition.standbys());
        }
        return known;
    }
}
