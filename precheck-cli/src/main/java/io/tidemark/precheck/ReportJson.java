package io.tidemark.precheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.precheck.Finding.CouldNotRun;
import io.tidemark.precheck.Finding.Failed;
import io.tidemark.precheck.Finding.Figure;
import io.tidemark.precheck.Finding.Warning;
import io.tidemark.precheck.Report.Answer;
import java.util.List;

/** A report for programs; docs/precheck.md describes it, and the version counts up with any change that takes something away. */
final class ReportJson {

    private static final int VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportJson() {}

    static String of(Report report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", VERSION);
        root.put("ready", report.isReady());
        root.put("success_rate", report.successRate());
        for (Answer answer : report.answers()) {
            put(root.withArray("checks").addObject(), answer);
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("writing to memory", e);
        }
    }

    private static void put(ObjectNode node, Answer answer) {
        node.put("id", answer.check().id());
        node.put("title", answer.check().title());
        node.put("state", answer.state().label().replace(' ', '-'));
        node.put("seen", answer.finding().seen());
        if (answer.finding() instanceof Failed failed) {
            put(node, failed.needed(), failed.remedy());
        } else if (answer.finding() instanceof Warning warning) {
            put(node, warning.needed(), warning.remedy());
        } else if (answer.finding() instanceof CouldNotRun refused) {
            refused.remedy().forEach(node.withArray("remedy")::add);
        }
        for (Figure figure : answer.finding().figures()) {
            node.withObjectProperty("figures").put(figure.name(), figure.value());
        }
        node.put("why", answer.check().why());
        node.put("may_be_ignored", answer.finding() instanceof Warning);
    }

    private static void put(ObjectNode node, String needed, List<String> remedy) {
        node.put("needed", needed);
        remedy.forEach(node.withArray("remedy")::add);
    }
}
