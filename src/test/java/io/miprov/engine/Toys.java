package io.miprov.engine;

import io.miprov.host.Sh;
import io.miprov.module.Answer;
import io.miprov.module.Ask;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Condition;
import io.miprov.module.Doc;
import io.miprov.module.Expression;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.LocalFile;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Rendered;
import io.miprov.module.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A few small modules, so that the engine is tested without the library. */
final class Toys {
    private Toys() {}

    static Map<String, Module<?>> all() {
        return Map.of(
                "command", new CommandToy(),
                "debug", new DebugToy(),
                "set_fact", new SetFactToy(),
                "fail", new FailToy(),
                "assert", new AssertToy(),
                "copy", new CopyToy(),
                "template", new TemplateToy(),
                "setup", new SetupToy());
    }

    @Doc("Runs a script.")
    static final class CommandToy implements Module<CommandToy.Params> {
        record Params(@Doc("what to run") String cmd, @Doc("a path") Optional<String> creates) {}

        @Override
        public Change plan(Params params, Facts facts) {
            return new Run(
                    Sh.of("eval {}", params.cmd()), params.creates(), Optional.empty(), Map.of());
        }

        @Override
        public String freeForm() {
            return "cmd";
        }
    }

    @Doc("Says something.")
    static final class DebugToy implements Module<DebugToy.Params> {
        record Params(
                @Doc(value = "what", orElse = "Hello world!") Object msg,
                @Doc("an expression") Optional<Expression> var) {}

        @Override
        public boolean looksOnly() {
            return true;
        }

        @Override
        public boolean detaches() {
            return false;
        }

        @Override
        public Change plan(Params params, Facts facts) {
            Object said =
                    params.var().isPresent()
                            ? params.var().get().value().orElse("VARIABLE IS NOT DEFINED!")
                            : params.msg();
            return new Answer(Outcome.ok(Map.of("msg", said)));
        }
    }

    @Doc("Sets variables.")
    static final class SetFactToy implements Module<SetFactToy.Params> {
        record Params(
                @Doc(value = "whether they are facts, too", orElse = "no") boolean cacheable,
                @Doc(value = "them", rest = true) Map<String, Object> them) {}

        @Override
        public boolean looksOnly() {
            return true;
        }

        @Override
        public boolean readsTruth() {
            return true;
        }

        @Override
        public boolean detaches() {
            return false;
        }

        @Override
        public Change plan(Params params, Facts facts) {
            Outcome set = Outcome.ok(Map.of()).withVariables(params.them());
            Map<String, Object> plain = new HashMap<>();
            params.them().forEach((n, value) -> plain.put(n.replaceFirst("^ansible_", ""), value));
            return new Answer(params.cacheable() ? set.withFacts(plain) : set);
        }
    }

    @Doc("Fails.")
    static final class FailToy implements Module<FailToy.Params> {
        record Params(@Doc(value = "why", orElse = "as requested") String msg) {}

        @Override
        public boolean looksOnly() {
            return true;
        }

        @Override
        public Change plan(Params params, Facts facts) {
            if (params.msg().equals("bad")) {
                throw new BadParams("msg", "bad is no message");
            }
            return new Answer(Outcome.failed(params.msg()));
        }
    }

    @Doc("Holds conditions to be true.")
    static final class AssertToy implements Module<AssertToy.Params> {
        record Params(@Doc("conditions") List<Condition> that) {}

        @Override
        public boolean looksOnly() {
            return true;
        }

        @Override
        public Change plan(Params params, Facts facts) {
            return params.that().stream()
                    .filter(condition -> !condition.holds())
                    .findFirst()
                    .map(no -> new Answer(Outcome.failed("Assertion failed: " + no.text())))
                    .orElse(new Answer(Outcome.ok(Map.of("msg", "All assertions passed"))));
        }
    }

    @Doc("Takes files, and may make one.")
    static final class CopyToy implements Module<CopyToy.Params> {
        record Params(
                @Doc(value = "the files", orElse = "") List<LocalFile> src,
                @Doc("the file that is made") Optional<String> dest,
                @Doc("its permissions") Optional<FileMode> mode,
                @Doc(value = "how often", orElse = "1") int times) {}

        @Override
        public Change plan(Params params, Facts facts) {
            List<String> names =
                    params.src().stream().map(f -> f.path().getFileName().toString()).toList();
            return params.dest()
                    .map(CopyToy::touch)
                    .orElse(new Answer(Outcome.ok(Map.of("msg", String.join(" ", names)))));
        }

        private static Change touch(String path) {
            return new Run(Sh.of("touch {}", path), Optional.empty(), Optional.empty(), Map.of());
        }
    }

    @Doc("Gives the text of a template.")
    static final class TemplateToy implements Module<TemplateToy.Params> {
        record Params(@Doc("the template") Rendered src) {}

        @Override
        public Change plan(Params params, Facts facts) {
            return new Answer(Outcome.ok(Map.of("msg", params.src().text())));
        }
    }

    @Doc("Asks for facts.")
    static final class SetupToy implements Module<SetupToy.Params> {
        record Params() {}

        @Override
        public boolean looksOnly() {
            return true;
        }

        @Override
        public Change plan(Params params, Facts facts) {
            return new Ask(
                    Sh.of("printf fact"),
                    reply ->
                            Outcome.ok(Map.of())
                                    .withFacts(Map.of("toy", reply.out(), "module_setup", true)));
        }
    }
}
