/**
 * The post-crisis report: what was recorded about one incident, what can be said of it in figures,
 * and the page that a crisis cell reads in its debriefing.
 */
@NullMarked
package io.vigie.cli.report;

import org.jspecify.annotations.NullMarked;
