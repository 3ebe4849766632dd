/**
 * A run as one page of HTML that needs nothing beside it: no network, no other file.
 *
 * <p>Events become a {@link io.miprov.report.html.RunRecord}, and that becomes text; nothing is
 * asked of anybody. Start with {@link io.miprov.report.html.HtmlReport}.
 */
package io.miprov.report.html;
