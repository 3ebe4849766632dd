package io.miprov.library.mi;

import io.miprov.host.Sh;
import io.miprov.library.mi.toml.TomlJudge;
import io.miprov.library.mi.toml.TomlKey;
import io.miprov.library.mi.toml.TomlMask;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Sets and removes keys in the deployment.toml of a Micro Integrator, and leaves all else as
        it is: comments, order, spacing. A new key comes after its commented default when the file
        has one. One table of several is chosen by a value in it, and made when it is not there.
        What the Micro Integrator would refuse, or ignore, is refused before it is written. Diffs
        show no passwords.

        - deployment_toml:
            home: /opt/wso2mi/current
            set:
              server.hostname: mi1.example.org
              server.offset: 10
            entries:
              datasource:
                - {id: WSO2_COORDINATION_DB, url: "jdbc:postgresql://db/mi", driver: org.postgresql.Driver}
              internal_apis.users:
                - {user.name: ops, user.password: "{{ ops_password }}", user.is_admin: true}
            only: [internal_apis.users]
            remove: [transport.http.listener.port]
        """)
public final class DeploymentTomlModule implements Module<DeploymentTomlModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the home of the Micro Integrator, in which conf/deployment.toml is") String home,
            @Doc(
                            value =
                                    "keys, written with dots or as mappings in mappings, and values",
                            orElse = "")
                    Map<String, Object> set,
            @Doc(value = "the same, for keys that have no value yet; others stay", orElse = "")
                    Map<String, Object> ensure,
            @Doc(
                            value =
                                    "lists of tables by the name of their array: each table is"
                                            + " found by one of its values, or added",
                            orElse = "")
                    Map<String, Object> entries,
            @Doc(
                            value =
                                    "by the name of an array, the key that tells its tables apart;"
                                            + " datasource has id, internal_apis.users has user.name,"
                                            + " service_catalog has apim_host, listeners and senders"
                                            + " have name",
                            orElse = "")
                    Map<String, String> by,
            @Doc(value = "arrays in `entries` whose other tables are taken away", orElse = "")
                    List<String> only,
            @Doc(
                            value =
                                    "keys, tables, arrays of tables, or single tables of them, such"
                                            + " as datasource[id=MAIN], to take away",
                            orElse = "")
                    List<String> remove,
            @Doc(
                            value =
                                    "refuse keys that this Micro Integrator does not read, by the"
                                            + " lists in its own repository/resources/conf",
                            orElse = "true")
                    boolean validateKeys,
            @Doc(
                            value =
                                    "keys, or tables with all in them, that are taken though no list"
                                            + " has them",
                            orElse = "")
                    List<String> allow,
            @Doc("the user who owns the file") Optional<String> owner,
            @Doc("the group that owns the file") Optional<String> group,
            @Doc(value = "the permissions of the file", orElse = "0640") FileMode mode) {}

    @Override
    public Change plan(Params params, Facts facts) {
        TomlWishes wishes = new TomlWishes(params);
        List<TomlKey> allowed =
                params.allow().stream().map(text -> TomlWishes.key("allow", text)).toList();
        String path = params.home() + "/conf/deployment.toml";
        return new Decide(
                Sh.of("read_file {}", path),
                answer -> decided(params, wishes, allowed, TomlFile.read(path, answer)),
                Map.of("path", path));
    }

    private static Change decided(
            Params params, TomlWishes wishes, List<TomlKey> allowed, TomlFile file) {
        Placement placement =
                new Placement(Optional.of(params.mode()), params.owner(), params.group());
        if (wishes.areTrueOf(file.text())) {
            return file.as(file.text(), placement, List.of(), new TomlMask(List.of()));
        }
        if (!params.validateKeys()) {
            return edited(wishes, file, placement);
        }
        return new Decide(
                Sh.of("show_files {}", KnownKeys.files(params.home())),
                answer -> {
                    List<String> problems =
                            KnownKeys.read(answer)
                                    .map(known -> known.problems(wishes.keys(), allowed))
                                    .orElseGet(() -> KnownTables.problems(wishes.keys(), allowed));
                    if (!problems.isEmpty()) {
                        throw new IllegalArgumentException(
                                "the Micro Integrator in "
                                        + params.home()
                                        + " does not read "
                                        + String.join(", ", problems)
                                        + ", and ignores what it does not read without a word;"
                                        + " mend the name, or put it into `allow`. Nothing was"
                                        + " written");
                    }
                    return edited(wishes, file, placement);
                },
                Map.of("path", file.path()));
    }

    private static Change edited(TomlWishes wishes, TomlFile file, Placement placement) {
        TomlJudge.judge(
                file.path(),
                file.text(),
                "mend the file on the host, or put a good one there; nothing was written");
        String after = wishes.appliedTo(file.text());
        try {
            TomlJudge.judge(file.path(), after, "mend the keys; nothing was written");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the keys do not fit into what is in "
                            + file.path()
                            + "; with them it would be refused:\n"
                            + e.getMessage(),
                    e);
        }
        if (!wishes.areTrueOf(after)) {
            throw new IllegalArgumentException(
                    "the keys contradict each other, or what is in "
                            + file.path()
                            + ": set one of them at a time to see which");
        }
        List<String> warnings =
                CipherForm.problem(after).map(problem -> file.path() + ", " + problem).stream()
                        .toList();
        return file.as(after, placement, warnings, new TomlMask(wishes.secrets()));
    }
}
