package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.event.Event;
import io.miprov.lang.Node;
import io.miprov.lang.Template;
import io.miprov.playbook.PlaybookReader;
import io.miprov.playbook.RoleUse;
import io.miprov.playbook.Step;
import io.miprov.playbook.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and compiles what tasks include while the run goes on. */
final class Includes {
    private static final int DEEPEST = 100;

    private final Run run;
    private final Setting setting;
    private final Handlers handlers;

    Includes(Run run, Setting setting, Handlers handlers) {
        this.run = run;
        this.setting = setting;
        this.handlers = handlers;
    }

    /**
     * Tasks for those hosts that asked for the same.
     *
     * @param published the role whose variables the rest of the play sees, once it is done
     */
    record Included(Group group, List<HostState> hosts, Optional<RoleScope> published) {}

    /** What was asked for, in the order of asking. */
    List<Included> of(Job job, Map<HostState, List<Inclusion>> asked, boolean rescuable) {
        Map<Inclusion, List<HostState>> same = new LinkedHashMap<>();
        int most = asked.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < most; i++) {
            for (Map.Entry<HostState, List<Inclusion>> each : asked.entrySet()) {
                if (i < each.getValue().size()) {
                    same.computeIfAbsent(each.getValue().get(i), key -> new ArrayList<>())
                            .add(each.getKey());
                }
            }
        }
        List<Included> found = new ArrayList<>();
        same.forEach(
                (inclusion, hosts) ->
                        compiled(job, inclusion, hosts, rescuable)
                                .ifPresent(
                                        group ->
                                                found.add(
                                                        new Included(
                                                                group,
                                                                hosts,
                                                                published(inclusion, group)))));
        return found;
    }

    private Optional<Group> compiled(
            Job job, Inclusion inclusion, List<HostState> hosts, boolean rescuable) {
        Problems problems = run.options.problems();
        PlaybookReader reader =
                new PlaybookReader(
                        run.options.here(), run.options.around(), run.options.vault(), problems);
        Compiler compiler = run.compiler.with(problems);
        Frame frame = frame(job, inclusion, reader);
        Optional<Group> group;
        if (depth(frame) > DEEPEST) {
            problems.add(Diagnostic.error("this includes itself again and again", job.span));
            group = Optional.empty();
        } else {
            group =
                    job.action.equals("include_role")
                            ? role(job, inclusion, reader, compiler, frame)
                            : tasks(job, inclusion, reader, compiler, frame);
        }
        if (!problems.any()) {
            tell(job, inclusion, hosts);
            return group;
        }
        for (HostState host : hosts) {
            problems.found().forEach(problem -> run.teller.failure(problem, host.name));
            host.count(rescuable ? Event.Status.RESCUED : Event.Status.FAILED);
            host.failed = true;
        }
        return Optional.empty();
    }

    private Optional<RoleScope> published(Inclusion inclusion, Group group) {
        Object said = inclusion.args().get("public");
        boolean shared = run.options.around().privateRoles().filter(own -> !own).isPresent();
        return (said == null ? shared : Vars.truth(said))
                ? group.body().stream()
                        .filter(Group.class::isInstance)
                        .findFirst()
                        .flatMap(role -> ((Group) role).role())
                        .map(RoleScope::alone)
                : Optional.empty();
    }

    private void tell(Job job, Inclusion inclusion, List<HostState> hosts) {
        boolean role = job.action.equals("include_role");
        Object name = inclusion.args().get(role ? "name" : "file");
        name = name == null ? inclusion.args().get(role ? "role" : "_raw_params") : name;
        hosts.forEach(host -> host.count(Event.Status.OK));
        Object item =
                job.loop.isPresent()
                        ? inclusion.params().values().get(job.control.variable())
                        : null;
        run.teller.tell(
                new Event.Included(
                        role
                                ? String.valueOf(name)
                                : PlaybookReader.fileOf(String.valueOf(name), job.frame.where())
                                        .toString(),
                        hosts.stream().map(host -> host.name).toList(),
                        item == null ? "" : run.teller.mask.over(Template.shown(item))));
    }

    private static int depth(Frame frame) {
        return frame.params().size();
    }

    /** What is included stands where the include stands; only {@code apply} adds keywords. */
    private static Frame frame(Job job, Inclusion inclusion, PlaybookReader reader) {
        Frame around = job.frame.withParams(inclusion.params());
        return job.task.arguments().stream()
                .filter(Node.Mapping.class::isInstance)
                .flatMap(node -> ((Node.Mapping) node).get("apply").stream())
                .filter(Node.Mapping.class::isInstance)
                .findFirst()
                .map(apply -> around.within(reader.apply((Node.Mapping) apply), Variables.NONE))
                .orElse(around);
    }

    private Optional<Group> tasks(
            Job job, Inclusion inclusion, PlaybookReader reader, Compiler compiler, Frame frame) {
        Object name = inclusion.args().get("file");
        name = name == null ? inclusion.args().get("_raw_params") : name;
        if (name == null) {
            throw new IllegalArgumentException("`include_tasks` needs a file");
        }
        List<Step> steps = reader.tasks(name.toString(), job.span, job.handler, frame.where());
        Frame there = frame.at(PlaybookReader.fileOf(name.toString(), frame.where()));
        return Optional.of(compiler.included(steps, there, job, setting.play()));
    }

    private Optional<Group> role(
            Job job, Inclusion inclusion, PlaybookReader reader, Compiler compiler, Frame frame) {
        Optional<RoleUse> use =
                reader.role(job.task, inclusion.args(), frame.where().with(job.keywords));
        use.ifPresent(found -> handlers.add(compiler.handlersOf(found, frame, setting.play())));
        return use.map(found -> compiler.included(List.of(found), frame, job, setting.play()));
    }
}
