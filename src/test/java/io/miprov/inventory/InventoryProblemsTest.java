package io.miprov.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said about inventories that are wrong: place, message, label, help. */
final class InventoryProblemsTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @MethodSource({"ini", "yaml"})
    void tells(String file, String text, String problem) throws IOException {
        assertEquals(problem.strip(), new Given(folder).file(file, text).wrong(file));
    }

    static Stream<Arguments> ini() {
        return Stream.of(
                wrong(
                        "hosts",
                        "[web]\na\n[top:children]\nwbe\n",
                        "hosts:4:1 there is no group `wbe` | help: did you mean `web`?"),
                wrong(
                        "hosts",
                        "[web:vars]\nx=1\n",
                        "hosts:1:2 [web:vars] is for a group that is nowhere"
                                + " | help: write [web] and its hosts"),
                wrong(
                        "hosts",
                        "[web:chidren]\nx\n",
                        "hosts:1:6 `chidren` is no kind of section"
                                + " | help: did you mean `children`?"),
                wrong(
                        "hosts",
                        "[a:children]\nb\n[b:children]\na\n",
                        "hosts:4:1 a group can not be below itself"
                                + " | `b` is `a` or below it already"),
                wrong(
                        "hosts",
                        "[my web]\na\n",
                        "hosts:1:1 `[my web]` is no section"
                                + " | a group name has no blanks and is not empty"
                                + " | help: write [group], [group:children] or [group:vars]"),
                wrong(
                        "hosts",
                        "[a]\nh x=1 y\n",
                        "hosts:2:7 after a host come its variables | expected `name=value`"
                                + " | help: one host a line; a value with blanks needs quotes"
                                + " around it"),
                wrong(
                        "hosts",
                        "h x='1\n",
                        "hosts:1:5 this quote is not closed"
                                + " | help: close it on the same line, or escape it with a"
                                + " backslash"),
                wrong(
                        "hosts",
                        "[a]\n[a:vars]\nx\n",
                        "hosts:3:1 a line of [a:vars] is `name=value` | there is no `=`"),
                wrong(
                        "hosts",
                        "h[5:1]\n",
                        "hosts:1:1 `h[5:1]` is no range of hosts"
                                + " | a range must begin before it ends: 5, 1"),
                wrong(
                        "hosts",
                        "h[01:100]\n",
                        "hosts:1:1 `h[01:100]` is no range of hosts"
                                + " | begin and end must have the same number of digits: 01, 100"),
                wrong(
                        "hosts",
                        "h[1:999999999]\n",
                        "hosts:1:1 `h[1:999999999]` is no range of hosts"
                                + " | a range stands for more than a million hosts"),
                wrong(
                        "hosts",
                        "web1:\n  x=1",
                        "hosts:2:3 group `web1` must be a mapping"
                                + " | expected `hosts:`, `children:` or `vars:`"),
                wrong(
                        "hosts",
                        "[a]\nh\n[a:vars]\nansible_group_priority=high\n",
                        "hosts:4:24 ansible_group_priority must be a whole number"));
    }

    static Stream<Arguments> yaml() {
        return Stream.of(
                wrong(
                        "hosts.yml",
                        "all:\n  chidren:\n    web:\n",
                        "hosts.yml:2:3 a group has no `chidren` | help: did you mean `children`?"),
                wrong(
                        "hosts.yml",
                        "all:\n  hosts:\n    - a\n",
                        "hosts.yml:3:5 `hosts` of `all` must be a mapping | this is a list"
                                + " | help: write `name:` instead of `- name`"),
                wrong(
                        "hosts.yml",
                        "- a\n",
                        "hosts.yml:1:1 an inventory is a mapping of groups"
                                + " | expected `all:` or a group's name"
                                + " | help: write `all:`, below it `hosts:`, below it one `name:` a"
                                + " host"),
                wrong(
                        "hosts.yml",
                        "web:\n  hosts:\n    10: {}\n",
                        "hosts.yml:3:5 a host's name must be text"
                                + " | YAML reads this as something else"
                                + " | help: put quotes around it: \"10\""),
                wrong(
                        "hosts.yml",
                        "a: {children: {b: {children: {a: }}}}",
                        "hosts.yml:1:16 a group can not be below itself"
                                + " | `a` is `b` or below it already"),
                wrong(
                        "hosts.yml",
                        "plugin: aws_ec2\n",
                        "hosts.yml:1:9 there is no inventory plugin `aws_ec2` | help: there are"
                                + " constructed and generator; for others use an inventory script"),
                wrong(
                        "hosts.yml",
                        "",
                        "hosts.yml:1:1 this inventory is empty"
                                + " | help: write `all:`, below it `hosts:`, below it one `name:` a"
                                + " host"),
                wrong(
                        "hosts.toml",
                        "[web]\n",
                        "hosts.toml:1:1 inventories in TOML are not supported"
                                + " | help: write it in YAML or INI"));
    }

    private static Arguments wrong(String file, String text, String problem) {
        return Arguments.of(file, text, problem);
    }

    @Test
    void tellsEverythingAtOnceWithVariableFiles() throws IOException {
        Given given =
                new Given(folder)
                        .file("hosts", "[web]\nh x\n")
                        .file("group_vars/web.yml", "- a\n")
                        .file("host_vars/h.yml", "$ANSIBLE_VAULT;1.1;AES256\n33\n");
        assertEquals(
                "hosts:2:3 after a host come its variables | expected `name=value`"
                        + " | help: one host a line; a value with blanks needs quotes around it\n"
                        + "group_vars/web.yml:1:1 variables must be a mapping"
                        + " | expected `name: value` | help: write one `name: value` a line\n"
                        + "host_vars/h.yml:1:1 this vault is damaged | help: take it from a backup: its"
                        + " digits do not fit",
                given.wrong("hosts"));
    }

    @Test
    void saysWhenThereIsNoInventory() {
        assertEquals(
                "-i:1:1 there is no inventory `nowhere`"
                        + " | help: name a file, a folder, or hosts with commas: `host1,host2,`",
                new Given(folder).wrong("nowhere"));
    }
}
