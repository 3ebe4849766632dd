package io.miprov.playbook;

import io.miprov.diag.Span;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A play: hosts, and what is to be done there.
 *
 * @param file the playbook it stands in
 * @param hosts the host pattern: text, a list of texts, or a template
 * @param roles what runs between {@code pre_tasks} and {@code tasks}
 * @param varsFiles each a path, a template, or a list of them of which the first that is there
 *     counts
 * @param prompts what is asked for when it begins
 * @param rolling how its hosts are taken out of their balancer and put back
 */
public record Play(
        Span span,
        Path file,
        Keyword hosts,
        Keywords keywords,
        Variables vars,
        List<Keyword> varsFiles,
        List<RoleUse> roles,
        List<Step> preTasks,
        List<Step> tasks,
        List<Step> postTasks,
        List<Step> handlers,
        List<Prompt> prompts,
        Optional<Rolling> rolling) {

    /** The same with more variables, which win. */
    public Play withVars(Variables more) {
        return new Play(
                span,
                file,
                hosts,
                keywords,
                more.over(vars),
                varsFiles,
                roles,
                preTasks,
                tasks,
                postTasks,
                handlers,
                prompts,
                rolling);
    }
}
