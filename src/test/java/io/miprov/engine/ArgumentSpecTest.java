package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What roles want to be given. */
final class ArgumentSpecTest {
    @TempDir Path dir;

    private static List<String> errors(String spec, String given) {
        return ArgumentSpec.errors(
                (Map<?, ?>) new Yaml().load(spec), (Map<?, ?>) new Yaml().load(given));
    }

    @Test
    void takesWhatFits() {
        String spec =
                """
                s: {required: true}
                n: {type: int, choices: [1, 2]}
                l: {type: list, elements: int, aliases: [items]}
                b: {type: bool, default: "yes"}
                d: {type: dict, options: {x: {type: path}}}
                """;
        assertEquals(
                List.of(), errors(spec, "{s: 1, n: '2', items: '1,2', b: 'off', d: {x: /tmp}}"));
        assertEquals(List.of(), errors(spec, "{s: text}"));
    }

    @Test
    void saysWhatIsWrongInAnsiblesWords() {
        assertEquals(
                List.of(
                        "missing required arguments: a, s",
                        "argument 'n' is of type <class 'str'> and we were unable to convert to int:"
                                + " \"'many'\" cannot be converted to an int",
                        "value of c must be one of: p, q, got: r",
                        "wrong. Supported parameters include: a, c, n, s."),
                errors(
                        "{s: {required: true}, a: {required: true}, n: {type: int}, c: {choices: [p, q]}}",
                        "{n: many, c: r, wrong: 1}"));
    }

    @Test
    void optionsOfOptionsHaveTheirPath() {
        String spec =
                """
                d:
                  type: list
                  elements: dict
                  mutually_exclusive: [[x, y]]
                  required_if: [[x, 1, [z]]]
                  required_by: {y: [z]}
                  options:
                    x: {type: int}
                    y: {type: float}
                    z: {}
                """;
        assertEquals(List.of(), errors(spec, "{d: [{x: 2}, {y: 1, z: z}]}"));
        assertEquals(
                List.of(
                        "parameters are mutually exclusive: x|y found in d",
                        "x is 1 but all of the following are missing: z found in d",
                        "missing parameter(s) required by 'y': z found in d",
                        "d.w. Supported parameters include: x, y, z."),
                errors(spec, "{d: [{x: 1, y: 2, w: 0}]}"));
        assertEquals(
                List.of("value of 'd' must be of type dict or list of dicts"),
                errors("{d: {type: dict, options: {x: {}}}}", "{d: text}").stream()
                        .filter(error -> error.startsWith("value of"))
                        .toList());
    }

    @Test
    void aRoleIsNotBegunWithWhatItDoesNotTake() throws IOException {
        try (Story story = new Story(dir)) {
            story.file(
                    "roles/r/meta/argument_specs.yml",
                    """
                    argument_specs:
                      main:
                        short_description: The main one
                        options:
                          many: {type: int, required: true}
                      other:
                        options: {}
                    """);
            story.file("roles/r/tasks/main.yml", "- debug: {msg: \"{{ many }}\"}\n");
            story.file("roles/r/tasks/other.yml", "- debug: {msg: other}\n");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      roles:
                        - {role: r, many: 1}
                      tasks:
                        - import_role: {name: r, tasks_from: other}
                        - block:
                            - include_role: {name: r}
                              vars: {many: few}
                          rescue:
                            - debug: {msg: "{{ ansible_failed_task.name }}"}
                            - debug: {msg: "{{ ansible_failed_result.argument_errors | length }}"}
                        - include_role: {name: r, rolespec_validate: false}
                          vars: {many: few}
                    """);
            String check = "a r : Validating arguments against arg spec 'main' - The main one: ";
            assertEquals(
                    List.of(
                            check + "ok The arg spec validation passed",
                            "a r : debug: ok 1",
                            "a r : Validating arguments against arg spec 'other': ok The arg spec"
                                    + " validation passed",
                            "a r : debug: ok other",
                            "a include_role: ok"),
                    story.lines().subList(0, 5));
            assertTrue(
                    story.lines()
                            .get(5)
                            .startsWith(check + "rescued Validation of arguments failed"),
                    story.lines().get(5));
            assertEquals(
                    List.of(
                            "a debug: ok Validating arguments against arg spec 'main' - The main one",
                            "a debug: ok 1",
                            "a include_role: ok",
                            "a r : debug: ok few"),
                    story.lines().subList(6, 10));
        }
    }
}
