package io.jobview.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The lives of the jobs as their events tell them, each in a form such as "created scheduled#1 started#1 failed#1". */
final class JobBook {

    private static final Pattern LIFE = Pattern.compile("created" + fromAttempt(1));

    private final Map<String, List<String>> lives = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private int manual;

    void add(GeneratedEvent event) {
        JsonNode json = EventContract.parse(event);
        String type = json.get("type").textValue().substring("job.".length());
        String step = type.equals("created")
                ? type
                : type + "#" + json.path("attempt").asInt(1);
        List<String> life = lives.computeIfAbsent(json.get("job_id").textValue(), id -> new ArrayList<>());
        if (life.isEmpty()) {
            sizes.merge(event.workflowId(), 1, Integer::sum);
        }
        life.add(step);
        if (json.path("trigger").asText().equals("MANUAL")) {
            manual++;
        }
    }

    int jobs() {
        return lives.size();
    }

    int manual() {
        return manual;
    }

    /** How many jobs each workflow has. */
    Map<String, Integer> sizes() {
        return sizes;
    }

    /** How many jobs have such a last step, whatever the attempt. */
    long ending(String type) {
        return lives.values().stream()
                .filter(life -> isOf(life.get(life.size() - 1), type))
                .count();
    }

    /** How many jobs have this step. */
    long with(String step) {
        return lives.values().stream().filter(life -> life.contains(step)).count();
    }

    /** Every job goes through its steps in order, skips none, and ends once, unless it is still under way. */
    void assertLivesAreWhole() {
        lives.forEach((id, life) -> {
            assertThat(String.join(" ", life)).as(id).matches(LIFE);
        });
    }

    private static String fromAttempt(int attempt) {
        String retries = attempt == 3 ? "" : fromAttempt(attempt + 1);
        String form = "( scheduled#N( cancelled#N| started#N( completed#N| cancelled#N| failed#N%s)?)?)?";
        return form.replace("#N", "#" + attempt).formatted(retries);
    }

    private static boolean isOf(String step, String type) {
        return step.equals(type) || step.startsWith(type + "#");
    }
}
