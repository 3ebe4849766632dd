package io.miprov.library.archive;

import io.miprov.module.Tree;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes the members of an archive one after another, and refuses what could do harm. */
final class Vetting {
    private static final int MOST_LINKS = 40;

    private final Path archive;
    private final Limits limits;
    private final long packed;
    private final Map<String, Member> byPath = new LinkedHashMap<>();
    private final Map<String, String> byLowerCase = new LinkedHashMap<>();
    private long total;

    Vetting(Path archive, Limits limits, long packed) {
        this.archive = archive;
        this.limits = limits;
        this.packed = packed;
    }

    /** The path that a name of the archive means; empty for the root itself. */
    String path(String name) {
        String clean = name;
        while (clean.startsWith("./")) {
            clean = clean.substring(2);
        }
        while (clean.endsWith("/")) {
            clean = clean.substring(0, clean.length() - 1);
        }
        if (clean.equals(".")) {
            return "";
        }
        if (name.startsWith("/") || name.matches("^[A-Za-z]:.*")) {
            throw bad(name, "has an absolute path");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw bad(name, "has a control character in its name");
        }
        if (name.indexOf('\\') >= 0) {
            throw bad(name, "has a backslash in its name");
        }
        for (String part : clean.split("/", -1)) {
            if (part.equals("..")) {
                throw bad(name, "leads out of the folder it belongs in");
            }
            if (part.isEmpty() && !clean.isEmpty() || part.equals(".")) {
                throw bad(name, "has a path with an empty part");
            }
        }
        return clean;
    }

    void folder(String name, Optional<Integer> mode) {
        String path = path(name);
        Member known = byPath.get(path);
        // many tools write folders more than once
        if (!path.isEmpty() && (known == null || known.kind() != Tree.Entry.Kind.FOLDER)) {
            add(new Member(path, Tree.Entry.Kind.FOLDER, mode, 0, "", Vetting::nothing));
        }
    }

    void link(String name, String target) {
        if (target.isEmpty() || target.chars().anyMatch(Character::isISOControl)) {
            throw bad(name, "is a link to a path that can not be");
        }
        add(
                new Member(
                        path(name),
                        Tree.Entry.Kind.LINK,
                        Optional.empty(),
                        0,
                        target,
                        Vetting::nothing));
    }

    void file(String name, Optional<Integer> mode, long size, Tree.Content.Opener opener) {
        total += Math.max(0, size);
        if (size < 0 || total > limits.bytes()) {
            throw bad(name, "makes it larger than " + (limits.bytes() >> 20) + " MB");
        }
        if (total > Limits.SMALL && total / Math.max(1, packed) > limits.ratio()) {
            throw bad(
                    name,
                    "makes it more than "
                            + limits.ratio()
                            + " times as large as the archive, as in a bomb");
        }
        add(new Member(path(name), Tree.Entry.Kind.FILE, mode, size, "", opener));
    }

    BadArchive bad(String name, String why) {
        return new BadArchive(archive, name, why);
    }

    private static java.io.InputStream nothing() {
        return java.io.InputStream.nullInputStream();
    }

    private void add(Member member) {
        String path = member.path();
        if (path.isEmpty()) {
            throw bad(path, "has no name");
        }
        if (byPath.size() >= limits.members()) {
            throw bad(path, "is one more than the " + limits.members() + " that are allowed");
        }
        if (byPath.putIfAbsent(path, member) != null) {
            throw bad(path, "comes twice");
        }
        String other = byLowerCase.putIfAbsent(path.toLowerCase(Locale.ROOT), path);
        if (other != null && !limits.caseMatters()) {
            throw bad(path, "differs from `" + other + "` in upper and lower case only");
        }
    }

    /** All of them; what can be seen only in the whole is checked now. */
    List<Member> members() {
        for (Member member : byPath.values()) {
            checkParents(member.path());
            if (member.kind() == Tree.Entry.Kind.LINK) {
                checkLink(member);
            }
        }
        return List.copyOf(byPath.values());
    }

    private void checkParents(String path) {
        for (int at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
            Member parent = byPath.get(path.substring(0, at));
            if (parent != null && parent.kind() != Tree.Entry.Kind.FOLDER) {
                throw bad(path, "lies in `" + parent.path() + "`, which is no folder");
            }
        }
    }

    /** Follows a link step by step, and links on its way as well, and never steps out. */
    private void checkLink(Member link) {
        Deque<String> left = new ArrayDeque<>();
        List<String> at = new ArrayList<>(List.of(link.path().split("/")));
        at.remove(at.size() - 1);
        push(link, link.linkTarget(), left);
        int followed = 0;
        while (!left.isEmpty()) {
            String part = left.pop();
            if (part.equals("..")) {
                if (at.isEmpty()) {
                    throw bad(link.path(), "is a link that points out: " + link.linkTarget());
                }
                at.remove(at.size() - 1);
                continue;
            }
            at.add(part);
            Member met = byPath.get(String.join("/", at));
            if (met != null && met.kind() == Tree.Entry.Kind.LINK) {
                if (++followed > MOST_LINKS) {
                    throw bad(link.path(), "is a link that leads in a circle");
                }
                at.remove(at.size() - 1);
                push(link, met.linkTarget(), left);
            }
        }
    }

    private void push(Member link, String target, Deque<String> left) {
        if (target.startsWith("/")) {
            throw bad(link.path(), "is a link that points out: " + link.linkTarget());
        }
        String[] parts = target.split("/");
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!parts[i].isEmpty() && !parts[i].equals(".")) {
                left.push(parts[i]);
            }
        }
    }
}
