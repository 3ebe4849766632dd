package io.miprov.lookup;

import io.miprov.lang.PythonText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lookup {@code first_found}: of many names, the first whose file is there. */
final class FirstFound implements Lookup {

    @Override
    public List<Object> answer(Request request) {
        Search search = new Search(request);
        List.of("files", "paths").forEach(request::has);
        search.look(request.terms().isEmpty() ? List.of(Map.of()) : request.terms());
        for (String name : search.names) {
            Optional<Path> found = request.site().find(name, request.site().kind());
            if (found.isPresent()) {
                return Arrangements.listOf(found.get().toString());
            }
        }
        if (search.skip) {
            return List.of();
        }
        throw new IllegalArgumentException(
                "No file was found when using first_found: none of these is there: "
                        + String.join(", ", search.names));
    }

    /** The names to look for. What a mapping says of paths holds for the terms after it, too. */
    private static final class Search {
        private final List<String> names = new ArrayList<>();
        private Request options;
        private boolean skip;

        Search(Request request) {
            this.options = request;
            this.skip = request.flag("skip", false);
        }

        void look(List<?> terms) {
            for (Object term : terms) {
                if (term instanceof List<?> inner) {
                    look(inner);
                } else if (term instanceof Map<?, ?> map) {
                    options = options.with(List.of(), map);
                    skip = options.flag("skip", false);
                    add(options.list("files", ",;"));
                } else {
                    add(List.of(PythonText.str(term).split("[,;]")));
                }
            }
        }

        private void add(List<String> files) {
            List<String> paths = options.list("paths", ",:;");
            options.has("files");
            options.finish();
            paths.forEach(path -> files.forEach(file -> names.add(Path.of(path, file).toString())));
            if (paths.isEmpty()) {
                names.addAll(files);
            }
        }
    }
}
