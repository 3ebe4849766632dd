package io.miprov.library.network;

import io.miprov.host.Sh;
import io.miprov.library.network.UfwModule.Logging;
import io.miprov.library.network.UfwModule.Params;
import io.miprov.library.network.UfwModule.State;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What must be done so that ufw is as wanted, from what {@code ufw_state} tells. */
final class UfwPlan {
    private static final String TUPLE = "### tuple";
    private static final int FOUR = 2;
    private static final int SIX = 3;
    private static final int STATUS = 4;
    private static final int TRIED = 5;

    private final Params params;
    private final List<String> rule;
    private final String[] told;
    private final List<List<String>> commands = new ArrayList<>();
    private final List<String> before = new ArrayList<>();
    private final List<String> after = new ArrayList<>();

    /**
     * @param rule the words of the rule; none: there is no rule
     */
    UfwPlan(Params params, List<String> rule, String answer) {
        this.params = params;
        this.rule = rule;
        this.told = answer.split("\036", -1);
    }

    Change change(Sh words) {
        params.state().ifPresent(this::state);
        params.default_().ifPresent(verdict -> policy(verdict.name().toLowerCase(Locale.ROOT)));
        if (!rule.isEmpty()) {
            rule();
        }
        params.logging().ifPresent(this::logging);
        Map<String, Object> says = new LinkedHashMap<>();
        says.put(
                "commands",
                commands.stream().map(command -> "ufw " + String.join(" ", command)).toList());
        says.put("msg", told[STATUS].stripTrailing());
        if (commands.isEmpty()) {
            return new Answer(Outcome.ok(says));
        }
        Sh script =
                commands.stream()
                        .map(command -> Sh.of("ufw_does {}", command))
                        .reduce(Sh::and)
                        .orElseThrow();
        return new Act(
                        words.then(script).and(Sh.of("LC_ALL=C ufw status verbose")),
                        says,
                        new Outcome.TextDiff("ufw", lines(before), lines(after)))
                .reading(out -> Map.of("msg", out.stripTrailing()));
    }

    private void state(State wanted) {
        boolean active = told[1].strip().equals("active");
        switch (wanted) {
            case ENABLED -> need(!active, "inactive", "active", "--force", "enable");
            case DISABLED -> need(active, "active", "inactive", "--force", "disable");
            case RELOADED -> need(true, "", "reloaded", "reload");
            case RESET -> need(true, told[FOUR] + told[SIX], "reset", "--force", "reset");
        }
    }

    private void policy(String wanted) {
        String direction =
                params.direction().map(d -> d.name().toLowerCase(Locale.ROOT)).orElse("incoming");
        String chain =
                switch (direction) {
                    case "outgoing" -> "OUTPUT";
                    case "routed" -> "FORWARD";
                    default -> "INPUT";
                };
        String has =
                switch (setting("DEFAULT_" + chain + "_POLICY")) {
                    case "ACCEPT" -> "allow";
                    case "DROP" -> "deny";
                    case "REJECT" -> "reject";
                    default -> "";
                };
        need(
                !has.equals(wanted),
                "default: " + has + " (" + direction + ")",
                "default: " + wanted + " (" + direction + ")",
                "default",
                wanted,
                direction);
    }

    private void rule() {
        boolean same = true;
        for (String table : told[TRIED].split("(?m)^\\*filter$")) {
            boolean six = table.contains(":ufw6-user-input");
            boolean four = table.contains(":ufw-user-input");
            same &= !six || tuples(table).equals(tuples(told[SIX]));
            same &= !four || tuples(table).equals(tuples(told[FOUR]));
        }
        String text = String.join(" ", rule);
        need(
                !same,
                params.delete() ? text.replaceFirst("delete ", "") : "",
                params.delete() ? "" : text,
                rule.toArray(String[]::new));
    }

    private void logging(Logging wanted) {
        String word = wanted.name().toLowerCase(Locale.ROOT);
        String has = setting("LOGLEVEL");
        boolean fits = wanted == Logging.ON ? !has.equals("off") : has.equals(word);
        need(!fits, "logging: " + has, "logging: " + word, "logging", word);
    }

    private void need(boolean needed, String has, String wanted, String... command) {
        if (needed) {
            commands.add(List.of(command));
            before.add(has);
            after.add(wanted);
        }
    }

    private String setting(String name) {
        return told[0].lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static String tuples(String text) {
        return text.lines()
                .filter(line -> line.startsWith(TUPLE))
                .collect(Collectors.joining("\n"));
    }

    private static String lines(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.isBlank())
                .map(line -> line.strip() + "\n")
                .collect(Collectors.joining());
    }
}
