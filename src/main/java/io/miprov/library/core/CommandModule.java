package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Runs a program with arguments, without a shell: pipes and redirections have no meaning.

                - command:
                    cmd: /opt/wso2mi/current/bin/micro-integrator.sh version
                    chdir: /opt/wso2mi
                """)
public final class CommandModule implements Module<CommandModule.Params> {

    /** What Ansible tells as {@code rc} when there is no command to run. */
    private static final long NO_COMMAND = 256;

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the program and its arguments, as one text",
                            aliases = {"free_form", "_raw_params"})
                    Optional<String> cmd,
            @Doc("the program and its arguments, as a list") Optional<List<String>> argv,
            @Doc(value = "the folder to run it in", path = true) Optional<String> chdir,
            @Doc(
                            value =
                                    "a path, with * and ? if need be; when it is there, nothing is run",
                            path = true)
                    Optional<String> creates,
            @Doc(
                            value =
                                    "a path, with * and ? if need be; when it is not there, nothing is run",
                            path = true)
                    Optional<String> removes,
            @Doc("taken for Ansible's sake, and of no effect but a warning")
                    Optional<String> executable,
            @Doc("text for its standard input") Optional<String> stdin,
            @Doc(value = "whether that text ends with a newline", orElse = "yes")
                    boolean stdinAddNewline,
            @Doc(value = "whether newlines at the end of its output are left out", orElse = "yes")
                    boolean stripEmptyEnds,
            @Doc(
                            value =
                                    "whether variables such as $HOME in the arguments are filled in",
                            orElse = "yes")
                    boolean expandArgumentVars) {}

    @Override
    public String freeForm() {
        return "cmd";
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.cmd().isPresent() == params.argv().isPresent()) {
            return refusal(
                    params.cmd().isPresent()
                            ? "only command or argv can be given, not both"
                            : "no command given");
        }
        List<String> words = params.argv().orElseGet(() -> CommandLine.words(params.cmd().get()));
        if (words.isEmpty()) {
            return refusal("no command given");
        }
        Sh command = params.expandArgumentVars() ? CommandLine.expanded(words) : Sh.of("{}", words);
        return new Run(
                        Scripts.fed(params.stdin(), params.stdinAddNewline(), command),
                        params.creates(),
                        params.removes(),
                        says(params, words))
                .in(params.chdir())
                .stripping(params.stripEmptyEnds());
    }

    private static Change refusal(String why) {
        return new Answer(Outcome.failed(why).with(Map.of("rc", NO_COMMAND)));
    }

    private static Map<String, Object> says(Params params, List<String> words) {
        Map<String, Object> says = new LinkedHashMap<>(Map.of("cmd", words));
        params.executable()
                .ifPresent(
                        shell ->
                                says.put(
                                        "warnings",
                                        List.of(
                                                "As of Ansible 2.4, the parameter 'executable' is no longer supported with the 'command' module. Not using '"
                                                        + shell
                                                        + "'.")));
        return says;
    }
}
