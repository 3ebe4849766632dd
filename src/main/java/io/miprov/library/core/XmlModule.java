package io.miprov.library.core;

import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Edit;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

@Doc(
        value =
                """
                Changes an XML file by XPath 1.0, or tells what is in it. The rest of the file stays as it is written. The
                host needs neither Python nor lxml for it.

                - xml:
                    path: /opt/app/conf/server.xml
                    xpath: /Server/Service/Connector[@port='8080']
                    attribute: maxThreads
                    value: "200"
                """,
        without = {
            "attributes",
            "attr",
            "huge_tree",
            "selevel",
            "serole",
            "setype",
            "seuser",
            "strip_cdata_tags",
            "unsafe_writes"
        })
public final class XmlModule implements Module<XmlModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the file",
                            aliases = {"dest", "file"},
                            path = true)
                    Optional<String> path,
            @Doc("a text instead of a file; the new one is in the result")
                    Optional<String> xmlstring,
            @Doc("the nodes that are meant") Optional<String> xpath,
            @Doc(value = "namespaces by prefix, for `xpath`", orElse = "")
                    Map<String, String> namespaces,
            @Doc(
                            value = "whether the nodes, or the attribute of them, should be there",
                            aliases = "ensure",
                            orElse = "present")
                    State state,
            @Doc("the attribute that `value` is for") Optional<String> attribute,
            @Doc("the text of the nodes, or of their attribute") Optional<String> value,
            @Doc("elements that are added to the nodes, each time it is run")
                    Optional<List<Object>> addChildren,
            @Doc("elements that the nodes should have, and no others")
                    Optional<List<Object>> setChildren,
            @Doc(value = "how elements are written: yaml, or xml", orElse = "yaml") Input inputType,
            @Doc(value = "whether they are added before the first of the nodes", orElse = "no")
                    boolean insertbefore,
            @Doc(value = "whether they are added after the last of the nodes", orElse = "no")
                    boolean insertafter,
            @Doc(value = "whether nodes that are not there are made", orElse = "yes")
                    boolean createIfMissing,
            @Doc(value = "whether only their number is told", orElse = "no") boolean count,
            @Doc("whether only their text or attributes are told") Optional<Content> content,
            @Doc(value = "whether only their places are told", orElse = "no") boolean printMatch,
            @Doc(
                            value =
                                    "taken for Ansible's sake; new elements stand as their neighbours do",
                            orElse = "no")
                    boolean prettyPrint,
            @Doc(value = "whether the old file stays beside the new one", orElse = "no")
                    boolean backup,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {}

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    /** How elements are written. */
    public enum Input {
        YAML,
        XML
    }

    /** What is told of nodes. */
    public enum Content {
        ATTRIBUTE,
        TEXT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        check(params);
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("xpath", params.xpath().orElse(""));
        says.put("namespaces", params.namespaces());
        says.put("state", params.state() == State.PRESENT ? "present" : "absent");
        if (params.xmlstring().isPresent()) {
            String before = params.xmlstring().get();
            Edit.Edited edited;
            try {
                edited = new XmlEdit(params, before).edited();
            } catch (IllegalArgumentException e) {
                throw new BadParams("xmlstring", e.getMessage());
            }
            says.putAll(edited.tells());
            says.put("xmlstring", edited.text());
            return new Answer(
                    edited.text().equals(before) ? Outcome.ok(says) : Outcome.changed(says));
        }
        String path = params.path().orElseThrow();
        return new Edit(
                path,
                new Edit.Telling(
                        text -> new XmlEdit(params, text).edited(),
                        false,
                        "The target XML source '" + path + "' does not exist."),
                Placed.of(params.mode(), params.owner(), params.group()),
                "",
                params.backup(),
                says);
    }

    private static void check(Params params) {
        if (params.path().isPresent() == params.xmlstring().isPresent()) {
            throw new BadParams("path", "say one of `path` and `xmlstring`");
        }
        long wishes =
                Stream.of(params.value(), params.addChildren(), params.setChildren())
                        .filter(Optional::isPresent)
                        .count();
        if (wishes > 1) {
            throw new BadParams(
                    "value", "parameters are mutually exclusive: add_children|set_children|value");
        }
        if (params.xpath().isEmpty() && !params.prettyPrint()) {
            throw new BadParams("xpath", "`xpath` is needed");
        }
        if (params.attribute().isPresent()
                && params.state() == State.PRESENT
                && params.value().isEmpty()) {
            throw new BadParams("attribute", "needs `value` beside it");
        }
        boolean places = params.insertbefore() || params.insertafter();
        if (places && params.addChildren().isEmpty()) {
            throw new BadParams("add_children", "`insertbefore` and `insertafter` need it");
        }
    }
}
