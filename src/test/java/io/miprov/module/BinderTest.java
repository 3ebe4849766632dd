package io.miprov.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Secret;
import io.miprov.library.Trial;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BinderTest {

    enum State {
        PRESENT,
        ON_CREATE
    }

    record Server(@Doc("its name") String name, @Doc(value = "its port", orElse = "80") int port) {}

    record Params(
            @Doc(
                            value = "the absolute path of the file on the host",
                            aliases = {"path"})
                    String dest,
            @Doc("what the file should hold") Optional<String> content,
            @Doc("the permissions") Optional<FileMode> mode,
            @Doc(value = "what to do", orElse = "present") State state,
            @Doc(value = "whether", orElse = "no") boolean createHome,
            @Doc(value = "how many", orElse = "3") int count,
            @Doc(value = "names", orElse = "") List<String> names,
            @Doc("servers") Optional<List<Server>> servers,
            @Doc("a password") Optional<Secret> password,
            @Doc(value = "for how long", orElse = "1m30s") Duration wait_,
            @Doc(value = "more", orElse = "") Map<String, Object> set) {}

    record Free(@Doc(value = "all of it", rest = true) Map<String, Object> all) {}

    record Shared(
            @Doc("the parameter before those of the server") String before,
            @Doc(value = "where it is", flat = true) Server server,
            @Doc(value = "the parameter after them", aliases = "later") String after) {}

    private static final class Sharing implements Module<Shared> {
        @Override
        public Change plan(Shared params, Facts facts) {
            return new Answer(Outcome.ok(Map.of("shared", params)));
        }
    }

    @Doc(value = "For tests.", without = "setype")
    private static final class Toy implements Module<Params> {
        @Override
        public Change plan(Params params, Facts facts) {
            return new Answer(Outcome.ok(Map.of()));
        }
    }

    private static final class Loose implements Module<Free> {
        @Override
        public Change plan(Free params, Facts facts) {
            return new Answer(Outcome.ok(params.all()));
        }
    }

    @Test
    void takesDefaultsAndConvertsAsAnsibleDoes() {
        Params params =
                bound(Map.of("path", "/a", "create_home", "yes", "count", " 7 ", "names", "a, b"));
        assertEquals("/a", params.dest());
        assertTrue(params.createHome());
        assertEquals(7, params.count());
        assertEquals(List.of("a", "b"), params.names());
        assertEquals(State.PRESENT, params.state());
        assertEquals(Optional.empty(), params.content());
        assertEquals(Map.of(), params.set());
    }

    @Test
    void takesTheParametersOfAFlatRecordBesideTheOthers() {
        Problems problems = new Problems();
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("later", "z");
        given.put("before", "a");
        given.put("name", "db");
        Optional<Shared> shared =
                new Binder(problems).bind(new Sharing(), Trial.args("sharing", given), NONE);
        assertEquals(List.of(), problems.found());
        assertEquals(Optional.of(new Shared("a", new Server("db", 80), "z")), shared);
        assertEquals(
                List.of("before", "name", "port", "after"),
                Schema.of(new Sharing()).params().stream().map(Schema.Param::name).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "10s,10000",
        "5m,300000",
        "1h30m,5400000",
        "2d,172800000",
        "250ms,250",
        "7,7000",
        "0.5,500",
        "'',90000",
        "0,0"
    })
    void readsTimes(String written, long millis) {
        Map<String, Object> given = new LinkedHashMap<>(Map.of("dest", "/a"));
        if (!written.isEmpty()) {
            given.put("wait", written);
        }
        assertEquals(Duration.ofMillis(millis), bound(given).wait_());
    }

    @ParameterizedTest
    @CsvSource({"ten", "-1", "1s2m", "5 apples", "m", "NaN", "99999999999"})
    void refusesTimesThatAreNone(String written) {
        String said = problems(Map.of("dest", "/a", "wait", written)).get(0).message();
        assertEquals(
                "`wait` needs a time such as `30s`, `5m` or `1h30m`, or a number of seconds, and"
                        + " this is the text `"
                        + written
                        + "`",
                said);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1.5,1.5", "true,True"})
    void makesTextOfScalars(String written, String text) {
        Object value =
                written.equals("true")
                        ? (Object) true
                        : written.equals("1") ? (Object) 1L : (Object) 1.5;
        assertEquals(text, bound(Map.of("dest", value)).dest());
    }

    @ParameterizedTest
    @CsvSource({
        "y,true",
        "Yes,true",
        "on,true",
        "1,true",
        "True,true",
        "t,true",
        "n,false",
        "no,false",
        "OFF,false",
        "0,false",
        "f,false"
    })
    void knowsTheWordsForTrueAndFalse(String word, boolean value) {
        assertEquals(value, bound(Map.of("dest", "/a", "create_home", word)).createHome());
    }

    @Test
    void readsModesAsYamlGivesThem() {
        assertEquals("0644", bound(Map.of("dest", "/a", "mode", 420L)).mode().orElseThrow().text());
        assertEquals(
                "0755", bound(Map.of("dest", "/a", "mode", "755")).mode().orElseThrow().text());
        assertEquals(
                "u=rwX,g=rX",
                bound(Map.of("dest", "/a", "mode", "u=rwX,g=rX")).mode().orElseThrow().text());
    }

    @Test
    void bindsRecordsInLists() {
        Params params =
                bound(
                        Map.of(
                                "dest",
                                "/a",
                                "servers",
                                List.of(Map.of("name", "n1"), Map.of("name", "n2", "port", "81"))));
        assertEquals(
                List.of(new Server("n1", 80), new Server("n2", 81)),
                params.servers().orElseThrow());
    }

    @Test
    void keepsSecretsSecret() {
        assertEquals(
                Optional.of(new Secret("x")),
                bound(Map.of("dest", "/a", "password", "x")).password());
        assertEquals(
                Optional.of(new Secret("y")),
                bound(Map.of("dest", "/a", "password", new Secret("y"))).password());
    }

    @Test
    void acceptsBothSpellingsOfAChoice() {
        assertEquals(State.ON_CREATE, bound(Map.of("dest", "/a", "state", "on_create")).state());
        assertEquals(State.ON_CREATE, bound(Map.of("dest", "/a", "state", "on-create")).state());
    }

    @Test
    void aNullIsAsIfItWereNotGiven() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("dest", "/a");
        params.put("content", null);
        assertEquals(Optional.empty(), bound(params).content());
    }

    @Test
    void givesAllThatHasNoNameToTheRest() {
        Problems problems = new Problems();
        Free free =
                new Binder(problems)
                        .bind(new Loose(), Trial.args("set_fact", Map.of("a", 1L)), NONE)
                        .orElseThrow();
        assertEquals(Map.of("a", 1L), free.all());
    }

    @Test
    void suggestsTheParameterMeant() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("dset", "/etc/motd");
        params.put("content", "hi");
        complains(
                params,
                """
                error: unknown parameter `dset`
                 --> test.yml:2:5
                  |
                2 |     dset: /etc/motd
                  |     ^^^^ not a parameter of `toy`
                  = help: did you mean `dest`?

                error: missing required arguments: dest
                 --> test.yml:1:3
                  |
                1 | - toy:
                  |   ^^^
                  = help: `dest` is the absolute path of the file on the host
                """);
    }

    @Test
    void tellsWhichWordsThereAre() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("dest", "/a");
        params.put("state", "presnt");
        complains(
                params,
                """
                error: `state` needs one of present, on-create, and this is the text `presnt`; did you mean `present`?
                 --> test.yml:3:12
                  |
                3 |     state: presnt
                  |            ^^^^^^ what to do
                """);
    }

    @Test
    void refusesByNameWhatOnlyAnsibleHas() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("dest", "/a");
        params.put("setype", "x");
        assertTrue(
                problems(params).get(0).message().contains("`setype` of `toy` is not supported"));
    }

    @Test
    void tellsEverythingAtOnce() {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("count", "many");
        params.put("create_home", "perhaps");
        params.put("mode", "rwx");
        params.put("names", Map.of());
        params.put("servers", List.of(Map.of("nam", "n")));
        assertEquals(6, problems(params).size(), () -> problems(params).toString());
    }

    @Test
    void warnsOfADecimalMode() {
        Diagnostic warning = problems(Map.of("dest", "/a", "mode", 644L)).get(0);
        assertEquals(Diagnostic.Severity.WARNING, warning.severity());
        assertEquals("these are the permissions 1204", warning.label());
    }

    @Test
    void whatIsKnownOnlyLaterIsNotCheckedYet() {
        Problems problems = new Problems();
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("dest", Args.Later.VALUE);
        params.put("count", Args.Later.VALUE);
        params.put("names", Arrays.asList("a", Args.Later.VALUE));
        new Binder(problems).check(new Toy(), Trial.args("toy", params));
        assertEquals(List.of(), problems.found());
    }

    private static Params bound(Map<String, ?> params) {
        Problems problems = new Problems();
        Optional<Params> bound =
                new Binder(problems).bind(new Toy(), Trial.args("toy", params), NONE);
        problems.throwIfAny();
        return bound.orElseThrow();
    }

    private static List<Diagnostic> problems(Map<String, ?> params) {
        Problems problems = new Problems();
        new Binder(problems).check(new Toy(), Trial.args("toy", params));
        return problems.found();
    }

    private static void complains(Map<String, ?> params, String expected) {
        assertEquals(
                expected,
                problems(params).stream()
                        .map(Diagnostic::render)
                        .collect(Collectors.joining("\n")));
    }

    private static final Resources NONE =
            new Resources() {
                @Override
                public LocalFile file(String path) {
                    throw new IllegalArgumentException("there is no " + path);
                }

                @Override
                public Rendered template(String path) {
                    throw new IllegalArgumentException("there is no " + path);
                }

                @Override
                public LocalTarget target(String path) {
                    throw new IllegalArgumentException("nothing is written");
                }

                @Override
                public String onHost(String path) {
                    return path;
                }

                @Override
                public Condition condition(Object expression) {
                    throw new IllegalArgumentException("no expressions");
                }

                @Override
                public int verbosity() {
                    return 0;
                }

                @Override
                public Expression expression(String text) {
                    throw new IllegalArgumentException("no expressions");
                }
            };
}
