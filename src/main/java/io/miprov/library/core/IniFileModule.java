package io.miprov.library.core;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Edit;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@Doc(
        value =
                """
                Sets, adds or removes an option, or a whole section, of an INI file.

                - ini_file:
                    path: /etc/my.cnf
                    section: mysqld
                    option: max_connections
                    value: "500"
                """,
        without = {
            "attributes",
            "attr",
            "modify_inactive_option",
            "section_has_values",
            "selevel",
            "serole",
            "setype",
            "seuser",
            "unsafe_writes"
        })
public final class IniFileModule implements Module<IniFileModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the file", aliases = "dest", path = true) String path,
            @Doc("the section; without it, what stands before the first") Optional<String> section,
            @Doc("the option; without it, the section itself is meant") Optional<String> option,
            @Doc("its value") Optional<String> value,
            @Doc("its values, each on a line of its own") Optional<List<String>> values,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc(
                            value =
                                    "whether other lines of the option go; absent with it removes all of them, whatever their value",
                            orElse = "yes")
                    boolean exclusive,
            @Doc(value = "whether `=` stands without spaces", orElse = "no") boolean noExtraSpaces,
            @Doc(value = "whether changes of spaces alone do not count", orElse = "no")
                    boolean ignoreSpaces,
            @Doc(value = "whether an option may stand without a value", orElse = "no")
                    boolean allowNoValue,
            @Doc(value = "whether a missing file is made", orElse = "yes") boolean create,
            @Doc(value = "whether the old file stays beside the new one", orElse = "no")
                    boolean backup,
            @Doc(value = "taken for Ansible's sake; links are followed", orElse = "no")
                    boolean follow,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {}

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.value().isPresent() && params.values().isPresent()) {
            throw new BadParams("values", "parameters are mutually exclusive: value|values");
        }
        Set<String> values = new LinkedHashSet<>();
        params.value().ifPresent(values::add);
        params.values().ifPresent(values::addAll);
        boolean present = params.state() == State.PRESENT;
        if (present && !params.allowNoValue() && params.option().isPresent() && values.isEmpty()) {
            throw new BadParams(
                    "option",
                    "Parameter 'value(s)' must be defined if state=present and allow_no_value=False.");
        }
        IniEdit edit =
                new IniEdit(
                        params.section().filter(name -> !name.isEmpty()),
                        params.option(),
                        List.copyOf(values),
                        params.exclusive(),
                        params.allowNoValue(),
                        params.noExtraSpaces() ? "=" : " = ",
                        params.ignoreSpaces());
        return new Edit(
                params.path(),
                new Edit.Telling(
                        present ? edit::present : edit::absent,
                        params.create(),
                        "Destination " + params.path() + " does not exist!"),
                Placed.of(params.mode(), params.owner(), params.group()),
                "",
                params.backup(),
                Map.of("path", params.path()));
    }
}
