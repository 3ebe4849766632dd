package io.miprov.library.mi.toml;

import io.miprov.library.mi.toml.TomlNode.Kind;
import io.miprov.library.mi.toml.TomlText.Found;
import io.miprov.library.mi.toml.TomlText.Pair;
import io.miprov.library.mi.toml.TomlText.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Cuts values, keys and tables out of a TOML text. Comments stay, but for those beside a value. */
final class TomlCut {
    private final TomlText toml;

    /** Where cuts begin, and where they end. */
    private final Map<Integer, Integer> cuts = new TreeMap<>();

    TomlCut(TomlText toml) {
        this.toml = toml;
    }

    /** The text without what is at this path; the same text when nothing is there. */
    String without(List<Object> path) {
        Optional<Found> value = toml.find(path);
        if (value.isPresent()) {
            cut(path, value.get());
        } else {
            toml.sections().stream()
                    .filter(s -> !s.names().isEmpty() && TomlPaths.startsWith(s.path(), path))
                    .forEach(this::cut);
            toml.sections().forEach(section -> cutBelow(section, path));
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Map.Entry<Integer, Integer> each : cuts.entrySet()) {
            if (each.getKey() >= at) {
                text.append(toml.text(), at, each.getKey());
                at = each.getValue();
            }
        }
        return text.append(toml.text().substring(at)).toString();
    }

    private void cut(List<Object> path, Found found) {
        if (found.holder().isEmpty()) {
            cuts.put(found.pair().start(), found.pair().end());
            return;
        }
        TomlNode holder = found.holder().get();
        boolean table = holder.kind() == Kind.TABLE;
        int count = table ? holder.pairs().size() : holder.items().size();
        int which = table ? holder.pairs().indexOf(found.pair()) : (int) path.get(path.size() - 1);
        if (count == 1) {
            cuts.put(holder.from() + 1, holder.to() - 1);
        } else if (which == 0) {
            cuts.put(start(holder, 0), start(holder, 1));
        } else {
            cuts.put(end(holder, which - 1), end(holder, which));
        }
    }

    private static int start(TomlNode holder, int which) {
        return holder.kind() == Kind.TABLE
                ? holder.pairs().get(which).start()
                : holder.items().get(which).from();
    }

    private static int end(TomlNode holder, int which) {
        return holder.kind() == Kind.TABLE
                ? holder.pairs().get(which).end()
                : holder.items().get(which).to();
    }

    /** A table with its header, and with the empty line after it when there is one before. */
    private void cut(Section section) {
        String text = toml.text();
        int end = section.lastLine();
        String before = text.substring(0, section.start()).replace("\r", "");
        boolean gap = before.isEmpty() || before.endsWith("\n\n");
        if (gap && end < text.length() && text.substring(end, toml.nextLine(end)).isBlank()) {
            end = toml.nextLine(end);
        }
        cuts.put(section.start(), end);
    }

    /** Keys with dots that say what is in this table, from another. */
    private void cutBelow(Section section, List<Object> path) {
        for (Pair pair : section.pairs()) {
            if (TomlPaths.startsWith(TomlPaths.joined(section.path(), pair.key()), path)) {
                cuts.putIfAbsent(pair.start(), pair.end());
            }
        }
    }
}
