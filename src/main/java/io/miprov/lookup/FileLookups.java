package io.miprov.lookup;

import io.miprov.lang.PythonLiteral;
import io.miprov.lang.PythonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lookups for whole files, and for what commands print. */
final class FileLookups {
    private static final List<String> MARKS =
            List.of(
                    "variable_start_string",
                    "variable_end_string",
                    "comment_start_string",
                    "comment_end_string");

    private FileLookups() {}

    static List<Object> file(Request request) {
        boolean left = request.flag("lstrip", false);
        boolean right = request.flag("rstrip", true);
        List<Object> found = new ArrayList<>();
        for (String term : request.texts()) {
            String text = request.read(request.file(term, "files"));
            text = left ? text.stripLeading() : text;
            found.add(right ? text.stripTrailing() : text);
        }
        return found;
    }

    static List<Object> unvault(Request request) {
        List<Object> found = new ArrayList<>();
        request.texts().forEach(term -> found.add(request.read(request.file(term, "files"))));
        return found;
    }

    static List<Object> template(Request request) {
        Map<String, Object> more = new LinkedHashMap<>();
        if (request.option("template_vars", Map.of()) instanceof Map<?, ?> given) {
            given.forEach((name, value) -> more.put(PythonText.str(name), value));
        }
        Map<String, String> marks = new LinkedHashMap<>();
        for (String mark : MARKS) {
            if (request.has(mark)) {
                marks.put(mark, request.text(mark, ""));
            }
        }
        boolean data = request.flag("convert_data", true) && !request.flag("jinja2_native", false);
        List<Object> found = new ArrayList<>();
        for (String term : request.texts()) {
            String text = request.site().fill(request.file(term, "templates"), term, more, marks);
            found.add(data ? PythonLiteral.data(text) : text);
        }
        return found;
    }

    static List<Object> glob(Request request) {
        List<Object> found = new ArrayList<>();
        for (String term : request.texts()) {
            int cut = term.lastIndexOf('/') + 1;
            for (Path folder : folders(term.substring(0, cut), request.site())) {
                List<String> files = Globs.files(folder + "/" + term.substring(cut));
                if (!files.isEmpty()) {
                    found.addAll(files);
                    break;
                }
            }
        }
        return found;
    }

    private static List<Path> folders(String written, Site site) {
        if (!written.isEmpty()) {
            Optional<Path> folder = site.find(written, "files").filter(Files::isDirectory);
            return folder.map(List::of).orElse(List.of());
        }
        List<Path> folders = new ArrayList<>();
        for (Path each : site.folders()) {
            folders.add(each.resolve("files"));
            folders.add(each);
        }
        return folders;
    }

    static List<Object> pipe(Request request) {
        List<Object> found = new ArrayList<>();
        for (Object term : request.terms()) {
            found.add(request.site().run(PythonText.str(term)).stripTrailing());
        }
        return found;
    }

    static List<Object> lines(Request request) {
        List<Object> found = new ArrayList<>();
        for (String term : request.texts()) {
            request.site().run(term).lines().forEach(found::add);
        }
        return found;
    }
}
