package io.miprov.module;

import io.miprov.host.Host;
import io.miprov.host.HostLost;
import io.miprov.host.Payload;
import io.miprov.host.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * A folder with files that a host should have: compared by one listing with digests, and only what
 * differs is sent, as one stream. Two round trips for any number of files, one when nothing
 * differs. All that is sent is proven by its digest before the first file is put in place, and each
 * file is replaced in one step.
 *
 * @param root the folder on the host
 * @param entries what should be in it, by path relative to the root ({@code .} is the root itself);
 *     parents come before children
 * @param strays what becomes of files that are there and not among the entries
 * @param donors folders on the host whose files are copied instead of sent where they have the same
 *     content
 * @param spared which strays are left alone all the same, by path; a folder's ends with a slash
 * @param onlyThere whether files that are not there are left out
 * @param fresh for a folder that nobody reads yet; a cut there loses no file that has come
 */
public record Tree(
        String root,
        List<Entry> entries,
        Strays strays,
        List<String> donors,
        Predicate<String> spared,
        boolean onlyThere,
        Optional<Fresh> fresh,
        Map<String, Object> says)
        implements Change {

    public Tree {
        root =
                root.length() > 1 && root.endsWith("/")
                        ? root.substring(0, root.length() - 1)
                        : root;
        entries = List.copyOf(entries);
        donors = List.copyOf(donors);
    }

    public Tree(String root, List<Entry> entries, Strays strays, Map<String, Object> says) {
        this(root, entries, strays, List.of(), says);
    }

    /** One that spares nothing, and brings all. */
    public Tree(
            String root,
            List<Entry> entries,
            Strays strays,
            List<String> donors,
            Map<String, Object> says) {
        this(root, entries, strays, donors, path -> false, false, says);
    }

    /** One in a folder that is in use. */
    public Tree(
            String root,
            List<Entry> entries,
            Strays strays,
            List<String> donors,
            Predicate<String> spared,
            boolean onlyThere,
            Map<String, Object> says) {
        this(root, entries, strays, donors, spared, onlyThere, Optional.empty(), says);
    }

    /** The same, in a folder that nobody reads yet. */
    public Tree in(Fresh folder) {
        return new Tree(
                root, entries, strays, donors, spared, onlyThere, Optional.of(folder), says);
    }

    /**
     * A folder that nobody reads before it is complete and has another name: files go right to
     * their places as they come, and those that came before a cut are not sent again.
     *
     * @param shared which files, by path, may be hard links to those of a donor: such as nobody
     *     ever writes into
     * @param reserve how many bytes must stay free besides, for what comes into it later
     */
    public record Fresh(Predicate<String> shared, long reserve) {}

    /** What becomes of files that are not wanted. */
    public enum Strays {
        KEEP,
        /**
         * Delete those that an earlier run put there. Which those are is kept beside the root, in
         * {@code .NAME.miprov}, where programs that read the root do not look.
         */
        DELETE_OURS,
        DELETE
    }

    /** One file, folder or link. */
    public record Entry(
            String path,
            Kind kind,
            Placement placement,
            Optional<Content> content,
            String linkTarget) {

        /** What an entry is. */
        public enum Kind {
            FILE,
            FOLDER,
            LINK
        }

        public static Entry file(String path, Placement placement, Content content) {
            return new Entry(path, Kind.FILE, placement, Optional.of(content), "");
        }

        public static Entry folder(String path, Placement placement) {
            return new Entry(path, Kind.FOLDER, placement, Optional.empty(), "");
        }

        public static Entry link(String path, String target) {
            return new Entry(path, Kind.LINK, Placement.AS_IT_IS, Optional.empty(), target);
        }
    }

    /** The bytes of a file: how many, their digest in hex, and where they come from. */
    public record Content(long size, String sha256, Opener opener) {

        /** Opens the bytes for reading, each time anew. */
        public interface Opener {
            InputStream open() throws IOException;
        }

        void writeTo(OutputStream out) throws IOException {
            try (InputStream in = opener.open()) {
                in.transferTo(out);
            }
        }
    }

    @Override
    public Outcome on(Host host, Mode mode) {
        for (Entry entry : entries) {
            if (entry.path().indexOf('\1') >= 0) {
                return Outcome.failed(entry.path() + " has a control character in its name")
                        .with(says);
            }
        }
        Reply reply = host.run(TreeListing.question(this));
        if (!reply.ok()) {
            return Failures.of(reply).with(says);
        }
        try {
            TreeListing there = TreeListing.read(this, reply.out());
            return carryOut(host, mode, TreePlan.of(this, there));
        } catch (IllegalArgumentException e) {
            return Outcome.failed(e.getMessage()).with(says);
        }
    }

    private Outcome carryOut(Host host, Mode mode, TreePlan plan) {
        if (plan.nothingToDo()) {
            return mode.check() || plan.manifestIsTrue()
                    ? Outcome.ok(says)
                    : done(host.run(plan.script()), Outcome.ok(says));
        }
        Outcome changed = Outcome.changed(says).with(plan.tells());
        if (mode.diff()) {
            changed = changed.withDiffs(List.of(plan.diff()));
        }
        if (mode.check()) {
            return changed;
        }
        plan.throwIfNoRoom();
        return plan.sends() ? send(host, plan, changed) : done(host.run(plan.script()), changed);
    }

    /** Sends the stream; what broke on this side is told rather than what the host made of it. */
    private Outcome send(Host host, TreePlan plan, Outcome changed) {
        AtomicReference<IOException> broken = new AtomicReference<>();
        Payload payload =
                new Payload(
                        plan.streamSize(),
                        out -> {
                            try {
                                plan.writeTo(out);
                            } catch (TreePlan.Unreadable e) {
                                broken.set(e);
                                throw e;
                            }
                        });
        try {
            Reply reply = host.send(plan.script(), payload);
            if (broken.get() == null) {
                return done(reply, changed);
            }
        } catch (HostLost e) {
            if (broken.get() == null) {
                throw e;
            }
        }
        return Outcome.failed(broken.get().getMessage()).with(says);
    }

    private Outcome done(Reply reply, Outcome outcome) {
        return reply.ok() ? outcome : Failures.of(reply).with(says);
    }

    /** Where it is written which files are ours. */
    String manifest() {
        int slash = root.lastIndexOf('/');
        return root.substring(0, slash + 1) + "." + root.substring(slash + 1) + ".miprov";
    }
}
