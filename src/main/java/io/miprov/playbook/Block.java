package io.miprov.playbook;

import io.miprov.diag.Span;
import java.util.List;

/** Tasks that belong together: a block, or the tasks of an imported file. */
public record Block(
        Span span,
        Keywords keywords,
        Variables vars,
        List<Step> body,
        List<Step> rescue,
        List<Step> always)
        implements Step {}
